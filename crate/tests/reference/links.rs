use eigensieve::spec::link;

use crate::vectors::{check_all, same, spec};

#[test]
fn read_to_their_spec_and_print_canonically() {
    check_all("links", |case| {
        let input = case["input"].as_str().unwrap();
        let read = link::read(input).map_err(|error| error.message)?;
        same("spec", &read.spec, &spec(&case["spec"]))?;
        let wanted: Vec<&str> =
            case["fp"].as_array().into_iter().flatten().filter_map(|fp| fp.as_str()).collect();
        same("fp", read.beside.fp.iter().map(String::as_str).collect::<Vec<_>>(), wanted)?;
        let printed = link::print(&read.spec, &read.beside).map_err(|error| error.message)?;
        same("canonical", printed.as_str(), case["canonical"].as_str().unwrap())?;
        same("reading back", &link::read(&printed).map_err(|error| error.message)?, &read)
    });
}
