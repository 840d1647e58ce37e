use eigensieve::objective::landscape::Landscape;
use eigensieve::objective::plane::{FUNCTIONS, Function};

use crate::vectors::{all_near, cases, check_all, number, numbers};

#[test]
fn values_gradients_and_hessians() {
    check_all("functions", |case| {
        let name = case["name"].as_str().unwrap();
        let function = Function::named(name).ok_or(format!("no function {name}"))?;
        let parameters: Vec<f64> = function
            .about
            .parameters
            .iter()
            .map(|p| case["params"].get(p.name).map_or(p.default, number))
            .collect();
        let mut landscape = Landscape::of_function(function, parameters);
        let x = numbers(&case["x"]);
        let (f, gradient, [xx, xy, yy]) = landscape.hessian([x[0], x[1]]);
        let entrywise = |what: &str, got: &[f64], wanted: &[f64]| {
            let largest = wanted.iter().fold(0.0, |largest: f64, entry| largest.max(entry.abs()));
            got.iter().zip(wanted).try_for_each(|(&got, &wanted)| {
                let tolerance = (1e-11 * wanted.abs()).max(1e-12 * (1.0 + largest));
                all_near(what, &[got], &[wanted], tolerance)
            })
        };
        entrywise("f", &[f], &[number(&case["f"])])?;
        entrywise("gradient", &gradient, &numbers(&case["grad"]))?;
        let hessian: Vec<f64> = case["hess"].as_array().unwrap().iter().flat_map(numbers).collect();
        entrywise("Hessian", &[xx, xy, xy, yy], &hessian)?;
        // The cheaper evaluations give the same bits.
        assert_eq!(landscape.value([x[0], x[1]]).to_bits(), f.to_bits());
        assert_eq!(landscape.gradient([x[0], x[1]]), (f, gradient));
        Ok(())
    });
}

#[test]
fn every_function_has_vectors() {
    let cases = cases("functions");
    for function in FUNCTIONS {
        let name = function.about.name;
        assert!(cases.iter().any(|case| case["name"] == name), "no vector for {name}");
    }
}
