//! Files of users, good and bad.

use super::*;
use crate::objective::data::{DataName, DataRequest};
use crate::spec::link;

/// The set that a file makes with these choices, `key=value` apart by spaces as in a link.
fn set(text: &str, choices: &str) -> Result<DataSet, SpecError> {
    made(text.as_bytes(), choices, 0)
}

fn made(file: &[u8], choices: &str, seed: u64) -> Result<DataSet, SpecError> {
    let table = read(file)?;
    let mut request = DataRequest { asset: Some(file), seed, ..DataRequest::default() };
    request.table.sha256 = Some(table.sha256);
    for choice in choices.split_whitespace() {
        let (key, value) = choice.split_once('=').expect("key=value");
        match key {
            "label" => request.table.label = Some(value.replace('_', " ")),
            "leave" => request.table.leave = value.split(',').map(Into::into).collect(),
            "task" => request.table.task = Task::from_name(value),
            "header" => request.table.header = Header::from_name(value),
            number => {
                request.options.insert(number.into(), value.parse().expect("a number"));
            }
        }
    }
    DataName::Csv.build(&request)
}

/// All rows in the file's order, as inputs and target or label.
fn rows(text: &str, choices: &str) -> Vec<Vec<f64>> {
    let set = set(text, &format!("shuffle=0 test=0 {choices}")).expect(text);
    let Examples { inputs, targets, labels } = set.train;
    (0..inputs.nrows())
        .map(|row| {
            let last = labels.get(row).map_or_else(|| targets[(row, 0)], |&label| label as f64);
            inputs.row(row).iter().copied().chain([last]).collect()
        })
        .collect()
}

const THREE: [[f64; 3]; 3] = [[1.0, 2.0, 0.0], [3.0, 4.5, 1.0], [5.0, 6.0, 0.0]];

#[test]
fn one_table_written_in_many_ways() {
    for (text, choices) in [
        ("a,b,c\n1,2,u\n3,4.5,v\n5,6,u\n", "label=c"),
        // Line ends of Windows, and of old; none at the end; blank lines.
        ("a,b,c\r\n1,2,u\r\n3,4.5,v\r\n5,6,u", "label=c"),
        ("a,b,c\r1,2,u\r3,4.5,v\r5,6,u\r", "label=c"),
        ("\n\na,b,c\n1,2,u\n\n  \n3,4.5,v\n5,6,u\n\n\n", "label=c"),
        // A byte-order mark, with quotes and without.
        ("\u{feff}a,b,c\n1,2,u\n3,4.5,v\n5,6,u\n", "label=c"),
        ("\u{feff}\"a\",b,c\n1,2,u\n3,4.5,v\n5,6,u\n", "label=c"),
        // Quotes, with commas, line ends and quotes in them.
        ("\"a\",\"b\",\"c\"\n\"1\",\"2\",\"u\"\n3,\"4.5\",v\n5,6,u\n", "label=c"),
        ("a,\"b, or\nnot\",c\n1,2,\"u,\n\"\"w\"\"\"\n3,4.5,v\n5,6,\"u,\n\"\"w\"\"\"\n", "label=3"),
        ("a,\"b\r\nc\",c\r\n1,2,u\r\n3,4.5,v\r\n5,6,u\r\n", "label=c"),
        // Other separators, and decimal commas with them.
        ("a;b;c\n1;2;u\n3;4,5;v\n5;6,0;u\n", "label=c"),
        ("a\tb\tc\n1\t2\tu\n3\t4.5\tv\n5\t6\tu\n", "label=c"),
        ("a|b|c\n1|2|u\n3|4.5|v\n5|6|u\n", "label=c"),
        // Spaces around cells; pluses, exponents.
        ("a , b, c\n 1, +2 , u\n3,45e-1,v \n5,6.,u\n", "label=c"),
        // No header; the label first, by number; names that say nothing.
        ("1,2,u\n3,4.5,v\n5,6,u\n", "label=3"),
        ("u,1,2\nv,3,4.5\nu,5,6\n", "label=1"),
        ("u,1,2\nv,3,4.5\nu,5,6\n", "label=column_1"),
        (",a,a\nu,1,2\nv,3,4.5\nu,5,6\n", "label=1"),
        ("2019,2020,2021\n1,2,0\n3,4.5,1\n5,6,0\n", "label=2021 header=yes task=classes"),
        // A column left out; a row without a value.
        ("a,b,city,c\n1,2,Rome,u\n3,4.5,Bern,v\n5,6,,u\n", "label=c leave=city"),
        ("a,b,c\n1,2,u\n,2,u\n1,NA,v\n1,2,?\n3,4.5,v\n5,6,u\n", "label=c"),
        // Ümlauts, and numbers as classes.
        ("a,b,ü\n1,2,é\n3,4.5,日本\n5,6,é\n", "label=ü"),
        ("a,b,c\n1,2,3\n3,4.5,7\n5,6,3.0\n", "label=c task=classes"),
    ] {
        assert_eq!(rows(text, choices), THREE, "{text:?} {choices}");
    }
}

#[test]
fn a_file_arrives_in_pieces_of_any_size() {
    let mut text = String::from("a,\"b\nb\",c\r\n");
    (0..9_000).for_each(|i| text += &format!("{i},\"{i}.5\",\"class\r\n{}\"\r\n", i % 3));
    let whole = read(text.as_bytes()).expect("a table");
    for size in [1, 1_000, 70_000] {
        let mut reader = TableReader::new(text.len() as u64).expect("small");
        text.as_bytes().chunks(size).for_each(|piece| reader.push(piece).expect("a piece"));
        let pieces = reader.finish().expect("a table");
        assert_eq!((&pieces.sha256, &pieces.lines), (&whole.sha256, &whole.lines));
        assert!(pieces.columns.iter().zip(&whole.columns).all(|(a, b)| a.cells == b.cells));
    }
    assert_eq!(whole.lines[..3], [1, 3, 5]);
}

#[test]
fn a_column_is_offered_by_what_means_no_other() {
    for (header, keys) in [
        ("a,b,c", ["a", "b", "c"]),
        ("a,a,c", ["1", "2", "c"]),
        ("b,2,2", ["b", "2", "3"]),
        // The last is called like the first one's number.
        ("a,a,1", ["column 1", "2", "1"]),
    ] {
        let table = read(format!("{header}\n1,2,3\n4,5,6\n").as_bytes()).expect(header);
        let outline = table.outline(Some(Header::Yes)).expect(header);
        assert_eq!(outline.columns.iter().map(|c| &c.key).collect::<Vec<_>>(), keys, "{header}");
        let names = table.names(true);
        for (index, key) in keys.iter().enumerate() {
            assert_eq!(table.column(&names, key, "label"), Ok(index), "{header}: {key}");
        }
    }
}

#[test]
fn held_out_rows_that_cannot_be_scaled_are_refused_too() {
    let file = "x,y\n1e-100,1\n2e-100,0\n3e-100,1\n1e300,0\n";
    let error = set(file, "label=y standardise=1 shuffle=0 test=0.25").expect_err("an infinity");
    assert!(error.message.contains("“x” are too large to be scaled"), "{}", error.message);
}

#[test]
fn the_digest_is_the_one_that_every_program_prints() {
    // sha256sum of "abc" and a line end.
    let table = read(b"abc\n").expect("a table");
    let known = "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb";
    assert_eq!(table.sha256, known);
}

#[test]
fn classes_and_numbers_are_recognised() {
    let of = |label: &[&str], choices: &str| {
        let lines: Vec<String> =
            label.iter().enumerate().map(|(i, l)| format!("{i},{l}\n")).collect();
        set(&format!("x,y\n{}", lines.concat()), &format!("label=y {choices}"))
            .expect("a set")
            .classes
    };
    assert_eq!(of(&["b", "a", "b", "a"], ""), ["a", "b"]);
    assert_eq!(of(&["1", "0", "1", "0"], ""), ["0", "1"]);
    assert_eq!(of(&["1", "0", "1"], ""), ["0", "1"], "two values are always classes");
    assert_eq!(of(&["10", "9", "b", "-1"], ""), ["-1", "9", "10", "b"], "numbers by size first");
    assert!(of(&["1", "2", "3", "4"], "").is_empty(), "each value once: numbers");
    assert!(of(&["0.5", "1", "0.5", "1"], "").is_empty(), "fractions: numbers");
    assert_eq!(of(&["0.5", "1", "0.5", "1"], "task=classes"), ["0.5", "1"]);
    assert!(of(&["1", "0", "1", "0"], "task=regression").is_empty());
}

#[test]
fn what_is_wrong_is_said_by_line_and_column() {
    let many = format!("x,y\n{}", (0..1_100).map(|i| format!("{i},w{i}\n")).collect::<String>());
    for (text, choices, line, column, words) in [
        ("", "label=y", None, None, "is empty"),
        ("\n\n", "label=y", None, None, "is empty"),
        ("x,y\n", "label=y", None, None, "no rows"),
        ("x,y\n1,a\n", "label=y", None, None, "one row"),
        ("x,y\n1,a\n2,a\n3,a\n", "label=y", None, None, "one class only, “a”"),
        ("x,y\n1,3\n2,3\n", "label=y", None, None, "one class only, “3”"),
        ("a,b\nu,v\nw,x\n", "label=b", Some(2), Some(1), "no numbers"),
        ("x,y,z\n1,2,a\n3,w,b\n4,5,a\n", "label=z", Some(3), Some(2), "“w” is not a number"),
        ("x,y\n1,2\n3\n", "label=y", Some(3), None, "1 cells"),
        ("x,y\n1,2\n3,4,5\n", "label=y", Some(3), None, "3 cells"),
        ("\"x\ny\",y\n1,2\n3\n", "label=y", Some(4), None, "1 cells, the first one (line 1) has 2"),
        ("x,y\n1,2\n3,\"4\n5,6\n", "label=y", Some(3), Some(2), "never closed"),
        ("\"x,y\n1,2\n", "label=y", Some(1), Some(1), "never closed"),
        ("x\n1\n2\n", "label=x", None, None, "one column only"),
        ("x y\n1 2\n", "label=y", None, None, "one column only"),
        ("x,y,z\n1,,a\n2,,b\n", "label=z", None, None, "leave out “y”"),
        ("x,y\n,a\n1,\n", "label=y", None, None, "No row has"),
        ("x,y\n1,a\n,b\n", "label=y", None, None, "line 3 (x)"),
        ("x,y\n1,2\n2,a\n", "label=y task=regression", Some(3), None, "needs numbers"),
        ("x,y\n1e300,1\n-1e300,2\n", "label=y standardise=1", None, None, "too large"),
        (&many, "label=y", None, None, "more than 1,000 different values"),
        ("x,y\n1,a\n2,b\n", "label=y leave=x", None, None, "No column is left"),
    ] {
        let error = set(text, choices).expect_err(text);
        let place = (error.line, error.column);
        assert_eq!(place, (line, column), "{text:?}: {error}");
        assert!(error.message.contains(words), "{text:?}: {error}");
    }
}

#[test]
fn columns_that_are_not_there_are_named() {
    let text = "x,y,x\n1,a,2\n3,b,4\n";
    for (choices, field, words) in [
        ("label=z", "objective.data.label", "there is no column “z”; there are x, y, x"),
        ("label=0", "objective.data.label", "there is no column “0”"),
        ("label=4", "objective.data.label", "there is no column “4”"),
        ("label=x", "objective.data.label", "columns 1 and 3 are both called “x”"),
        ("label=y leave=w", "objective.data.leave", "there is no column “w”"),
        ("label=y leave=y", "objective.data.leave", "cannot be left out"),
    ] {
        let error = set(text, choices).expect_err(choices);
        assert_eq!(error.field, field, "{error}");
        assert!(error.message.contains(words), "{error}");
    }
}

#[test]
fn bytes_that_are_no_table_are_told_apart() {
    for (file, words) in [
        (&b"PK\x03\x04rest of a workbook"[..], "workbook"),
        (b"\xff\xfex\0,\0y\0", "UTF-16"),
        (b"x,y\n1,\0\n", "zero bytes"),
        (b"x,y\n1,caf\xe9\n", "Line 2, column 2: these bytes are not UTF-8"),
    ] {
        let error = made(file, "label=y", 0).expect_err(words);
        assert!(error.message.contains(words), "{error}");
    }
    let error = TableReader::new(200_000_000).err().expect("too large");
    assert!(error.message.contains("200 MB; at most 64 MB"), "{error}");
    // The first row may hold names, and is not counted.
    let wide = format!("{}\n", vec!["1"; 1_000].join(",")).repeat(5_002);
    assert!(read(&wide.as_bytes()[..5_001 * 2_000]).is_ok());
    let error = read(wide.as_bytes()).expect_err("too many cells");
    assert_eq!(error.message, "Line 5002: here the file goes beyond 5,000,000 cells.");
}

#[test]
fn what_a_last_comma_makes_a_column_of_is_no_label() {
    for (file, label) in [("p,q,r,\n1,2,0,\n3,4,1,\n", "r"), ("1,2,0,\n3,4,1,\n", "3")] {
        assert_eq!(read(file.as_bytes()).expect(file).outline(None).expect(file).label, label);
    }
    let nothing = read(b"p,q\n,\n,\n").expect("reads").outline(None).expect("has rows");
    assert_eq!(nothing.label, "q");
}

#[test]
fn the_file_is_the_links_own() {
    let table = TableChoices {
        sha256: Some("00".repeat(32)),
        label: Some("y".into()),
        file: Some("mine.csv".into()),
        ..TableChoices::default()
    };
    for (asset, words) in [(None, "needs the file"), (Some(&b"no\nta,ble"[..]), "another file")] {
        let request = DataRequest { asset, table: table.clone(), ..DataRequest::default() };
        let error = DataName::Csv.build(&request).expect_err(words);
        assert_eq!(error.code, ErrorCode::DataUnavailable);
        assert!(error.message.contains(words) && error.message.contains("mine.csv"), "{error}");
    }
    let other = read(b"x,y\n1,2\n").expect("reads");
    let request = DataRequest { read: Some(&other), table, ..DataRequest::default() };
    let error = DataName::Csv.build(&request).expect_err("another file");
    assert!(error.message.contains("another file"), "{error}");
}

#[test]
fn a_table_that_was_read_before_makes_the_same_set() {
    let file = b"a,b,y\n1,2,u\n3,4,v\n5,6,u\n7,8,v\n9,1,u\n";
    let table = read(file).expect("reads");
    let choices = TableChoices {
        sha256: Some(table.sha256.clone()),
        label: Some("y".into()),
        ..TableChoices::default()
    };
    let asked = DataRequest { seed: 4, table: choices, ..DataRequest::default() };
    let whole = DataName::Csv.build(&DataRequest { asset: Some(file), ..asked.clone() });
    let before = DataName::Csv.build(&DataRequest { read: Some(&table), ..asked });
    let [whole, before] = [whole, before].map(|set| set.expect("builds"));
    assert_eq!(whole.train.inputs, before.train.inputs);
    assert_eq!(whole.train.labels, before.train.labels);
    assert_eq!(whole.test.inputs, before.test.inputs);
}

#[test]
fn links_carry_every_choice() {
    let digest = "0123456789abcdef".repeat(4);
    let net = |rest: &str| format!("#v=1&net=csv:sha256={digest}:label={rest}&o=gd:alpha=0.1");
    for (written, canonical) in [
        ("y", "y"),
        ("a%2Cb%3Ac", "a,b%3Ac"),
        ("3:standardise=1", "3:standardise=1"),
        ("y:standardise=0:test=0.2:shuffle=1", "y"),
        ("y:leave=a,b%2Cc,2", "y:leave=a,b%2Cc,2"),
        (
            "y:shuffle=0:test=0.5:header=no:task=classes:file=my%20own.csv",
            "y:file=my%20own.csv:task=classes:header=no:test=0.5:shuffle=0",
        ),
    ] {
        let read = link::read(&net(written)).expect(written);
        let printed = link::print(&read.spec, &read.beside).expect(written);
        assert_eq!(printed, net(canonical));
        assert_eq!(link::read(&printed).expect(canonical), read);
    }
    for (written, field) in [
        ("y:standardise=2", "objective.data.standardise"),
        ("y:test=1", "objective.data.test"),
        ("y:task=guess", "objective.data.task"),
        ("y:header=maybe", "objective.data.header"),
        ("y:leave=", "net.leave"),
        ("y:degree=3", "objective.data.degree"),
        ("", "net.label"),
    ] {
        assert_eq!(link::read(&net(written)).expect_err(written).field, field);
    }
}

#[test]
fn missing_values_are_counted_and_named() {
    let text = "x,\"y\n\",z\n1,2,a\n,2,b\n3,NA,\n4,5,b\n";
    let set = set(text, "label=z").expect("a set");
    let gap = |line, column: &str| Gap { line, column: column.into() };
    assert_eq!(set.left_out, LeftOut { rows: 2, first: vec![gap(4, "x"), gap(5, "y")] });
    let words = "2 rows with missing values are left out: lines 4 (x), 5 (y).";
    assert_eq!(set.left_out.words(), words);
}

#[test]
fn rows_are_held_out_by_the_seed() {
    let text: String = (0..50).map(|i| format!("{i},{}\n", i / 25)).collect();
    let of = |choices: &str, seed| {
        made(text.as_bytes(), &format!("label=2 {choices}"), seed).expect("a set")
    };
    let values = |part: &Examples| part.inputs.iter().copied().collect::<Vec<f64>>();
    let set = of("", 0);
    assert_eq!((set.train.rows(), set.test.rows()), (40, 10));
    let mut all = [values(&set.train), values(&set.test)].concat();
    assert_ne!(all, (0..50).map(f64::from).collect::<Vec<_>>(), "shuffled");
    all.sort_by(f64::total_cmp);
    assert_eq!(all, (0..50).map(f64::from).collect::<Vec<_>>(), "each row once");
    assert_eq!(set, of("", 0));
    assert_ne!(set.test, of("", 1).test);
    assert_eq!(values(&of("shuffle=0", 0).test), (40..50).map(f64::from).collect::<Vec<_>>());
    assert_eq!(of("test=0", 0).test.rows(), 0);
    assert_eq!(of("test=0.5 shuffle=0", 0).test.labels, [1; 25]);
}

#[test]
fn numbers_are_scaled_by_the_training_rows() {
    let text = "x,k,y\n1,7,10\n3,7,30\n5,7,50\n100,8,0.5\n";
    let set = set(text, "label=y standardise=1 shuffle=0 test=0.25").expect("a set");
    let deviation = f64::sqrt(8.0 / 3.0);
    let scaled = [-2.0 / deviation, 0.0, 2.0 / deviation];
    for (row, &x) in scaled.iter().enumerate() {
        assert!((set.train.inputs[(row, 0)] - x).abs() < 1e-15);
        assert!((set.train.targets[(row, 0)] - x).abs() < 1e-15, "the target too");
    }
    assert_eq!(set.train.inputs.column(1).to_vec(), [0.0; 3], "a constant becomes 0");
    assert!((set.test.inputs[(0, 0)] - 97.0 / deviation).abs() < 1e-12);
    assert_eq!(set.test.inputs[(0, 1)], 0.0);
}

#[test]
fn a_table_at_a_glance() {
    let text = "id,x,species,x,\nn1,1,a,2,3\nn2,,b,4,5\n,3,a,5,6\n";
    let outline = read(text.as_bytes()).expect("a table").outline(None).expect("rows");
    assert!(outline.header && outline.rows == 3 && outline.label == "species");
    let keys: Vec<&str> = outline.columns.iter().map(|column| column.key.as_str()).collect();
    assert_eq!(keys, ["id", "2", "species", "4", "5"], "names that are one column's alone");
    assert_eq!(outline.columns[4].name, "column 5");
    let [id, x, ..] = outline.columns.as_slice() else { panic!("five columns") };
    assert_eq!((id.words, id.missing, id.example.as_str()), (2, 1, "n1"));
    assert_eq!((x.words, x.missing), (0, 1));
    assert_eq!(outline.first[1], ["n2", "", "b", "4", "5"]);
    let plain = read(text.as_bytes()).expect("a table").outline(Some(Header::No)).expect("rows");
    assert_eq!((plain.rows, plain.first.len()), (4, 4));
}
