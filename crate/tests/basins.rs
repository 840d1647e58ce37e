//! Basin maps: a pixel equals the run from its centre, and the classes are what a person would say.

#![expect(clippy::unwrap_used, reason = "tests may fail")]

use eigensieve::basins::{BasinKind, BasinMap, LARGEST, Outcome, Raster};
use eigensieve::experiment::Experiment;
use eigensieve::run::Status;
use eigensieve::spec::{Spec, link};

fn spec(link: &str) -> Spec {
    link::read(&format!("#v=1&{link}")).unwrap().spec
}

fn open(link: &str) -> Experiment {
    Experiment::open(spec(link), None).unwrap()
}

fn map(link: &str, size: [usize; 2]) -> (Vec<Outcome>, BasinMap) {
    let mut experiment = open(link);
    let numbers = experiment.basin_rows(0, size, 0..size[1]).unwrap();
    let outcomes: Vec<Outcome> =
        numbers.into_iter().map(|numbers| Outcome::from_numbers(numbers).unwrap()).collect();
    let map = experiment.basin_classes(&outcomes).unwrap();
    assert_eq!(map.raster.len(), size[0] * size[1]);
    let sum: f64 = map.classes.iter().map(|class| class.share).sum();
    assert!((sum - 1.0).abs() < 1e-12, "shares sum to {sum}");
    for (index, class) in map.classes.iter().enumerate() {
        let pixels = map.raster.iter().filter(|&&one| one as usize == index).count();
        assert_eq!(class.share, pixels as f64 / map.raster.len() as f64);
    }
    (outcomes, map)
}

fn kinds(map: &BasinMap) -> Vec<BasinKind> {
    map.classes.iter().map(|class| class.kind).collect()
}

#[test]
fn a_pixel_equals_the_run_from_its_centre() {
    let [width, height] = [24, 18];
    for function in ["f=two-wells", "f=saddle-trap", "f=himmelblau"] {
        let alpha = if function == "f=himmelblau" { 0.01 } else { 0.16 };
        for (rule, rest) in [
            ("gd", ""),
            ("gd:momentum=heavy-ball", ":beta=0.5"),
            ("usam", ":rho=0.1"),
            ("usam2", ":rho=0.1"),
            ("husam", ":rho=0.1"),
        ] {
            let link = format!("{function}&o={rule}:alpha={alpha}{rest}");
            let (outcomes, map) = map(&link, [width, height]);
            let mut separate = spec(&link);
            let raster = Raster::new(separate.window.unwrap(), width, height).unwrap();
            let centres = (0..width * height).map(|at| raster.centre(at % width, at / width));
            separate.starts = Some(centres.collect());
            let separate = Experiment::open(separate, None).unwrap();
            for (start, outcome) in outcomes.iter().enumerate() {
                let mut run = separate.run(0, start, false, None).unwrap();
                while !run.advance(1000) {}
                let record = run.record();
                assert_eq!(record.status, outcome.status, "{link} {start}");
                let x: Vec<u64> = run.parameters().iter().map(|entry| entry.to_bits()).collect();
                assert_eq!(x, outcome.x.map(f64::to_bits), "{link} {start}");
                let class = &map.classes[map.raster[start] as usize];
                assert_eq!(class.kind.name(), record.status.name());
                if record.status == Status::Converged {
                    assert_eq!(outcome.lambda_max, record.eigenvalues[1].value);
                    let at = class.x.unwrap();
                    let away = f64::hypot(at[0] - outcome.x[0], at[1] - outcome.x[1]);
                    assert!(away < 1e-8, "{link} {start}: {away}");
                }
            }
        }
    }
}

#[test]
fn pixels_go_from_the_top_down() {
    let raster = Raster::new([0.0, 4.0, -1.0, 1.0], 4, 2).unwrap();
    assert_eq!(raster.centre(0, 0), [0.5, 0.5]);
    assert_eq!(raster.centre(3, 1), [3.5, -0.5]);
    let (_, map) = map("f=saddle-trap&o=gd:alpha=0.1", [3, 3]);
    let at = |pixel: usize| map.classes[map.raster[pixel] as usize].x.unwrap();
    assert!((at(0)[1] - 1.0).abs() < 1e-12 && (at(8)[1] + 1.0).abs() < 1e-12);
    assert_eq!(at(4), [0.0, 0.0], "on the saddle's stable axis");
}

#[test]
fn cutting_into_bands_changes_nothing() {
    let experiment = open("f=himmelblau&o=usam:alpha=0.01:rho=0.01&steps=60");
    let whole = experiment.basin_rows(0, [13, 11], 0..11).unwrap();
    for cuts in [vec![0, 1, 2, 11], vec![0, 5, 5, 10, 11]] {
        let bands = cuts.windows(2).rev().map(|cut| {
            let rows = experiment.basin_rows(0, [13, 11], cut[0]..cut[1]).unwrap();
            (cut[0], rows)
        });
        let mut bands: Vec<_> = bands.collect();
        bands.sort_by_key(|band| band.0);
        let joined = bands.into_iter().flat_map(|band| band.1);
        let bits = |numbers: &[f64; 4]| numbers.map(f64::to_bits);
        let [joined, whole]: [Vec<_>; 2] =
            [joined.map(|one| bits(&one)).collect(), whole.iter().map(bits).collect()];
        assert_eq!(joined, whole);
    }
}

#[test]
fn a_continuum_is_one_class_with_its_sharpness() {
    for link in [
        "f=product-valley&o=gd:alpha=0.05",
        "f=product-valley&o=usam:alpha=0.05:rho=0.05",
        "f=product-valley&o=gd:alpha=0.05&tol=1e-4",
        "f=ring&o=gd:alpha=0.3",
    ] {
        let (outcomes, map) = map(link, [24, 18]);
        let on = |kind| map.classes.iter().filter(move |class| class.kind == kind);
        assert_eq!(on(BasinKind::Converged).count(), 0, "{link}: {:?}", map.classes);
        let class = on(BasinKind::Continuum).next().unwrap();
        assert_eq!(on(BasinKind::Continuum).count(), 1);
        assert!(class.share > 0.3 && class.x.is_none());
        let ends = outcomes.iter().filter(|one| one.status == Status::Converged);
        let lambdas: Vec<f64> = ends.map(|one| one.lambda_max).collect();
        let low = lambdas.iter().copied().fold(f64::INFINITY, f64::min);
        let high = lambdas.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert_eq!(class.lambda_max, Some([low, high]));
        assert!(low > 1.9 && high < 41.0, "{link}: {low} to {high}");
    }
}

#[test]
fn a_degenerate_minimum_is_one_point() {
    for tolerance in ["1e-9", "1e-7", "1e-5"] {
        let link =
            format!("f=quartic&o=gd:alpha=1.5&window=-1,1,-1,1&steps=1000000&tol={tolerance}");
        let (_, map) = map(&link, [4, 4]);
        assert_eq!(kinds(&map), [BasinKind::Converged], "{tolerance}");
        let [x, y] = map.classes[0].x.unwrap();
        assert!(x.abs() < 1e-6 && y.abs() < 1e-6, "{tolerance}: {x}, {y}");
    }
}

#[test]
fn ends_are_merged_by_what_the_stop_test_leaves_open() {
    // λ = 0.02: at this tolerance runs end up to 0.005 away, on either side.
    let link = "f=expr:(x^2-1)^2/400%2By^2&o=gd:alpha=0.4&tol=1e-4&steps=100000";
    let (_, map) = map(link, [16, 8]);
    let at: Vec<_> = map.classes.iter().filter_map(|class| class.x).collect();
    assert_eq!(at.len(), 2, "{:?}", map.classes);
    assert!(at.iter().all(|[x, y]| (x.abs() - 1.0).abs() < 1e-12 && y.abs() < 1e-12));
}

#[test]
fn what_does_not_converge_has_its_own_classes() {
    let (_, diverging) = map("f=quartic&o=gd:alpha=100", [8, 8]);
    assert_eq!(kinds(&diverging), [BasinKind::Diverged]);
    let (_, hurried) = map("f=ravine&o=gd:alpha=0.01&steps=3", [4, 4]);
    assert_eq!(kinds(&hurried), [BasinKind::Budget]);
    let (_, jumping) = map("f=expr:abs(x)%2By^2&o=gd:alpha=0.3", [4, 4]);
    assert_eq!(kinds(&jumping), [BasinKind::Cycling]);
    assert!(jumping.classes[0].x.is_none() && jumping.classes[0].lambda_max.is_none());
    let (_, resting) = map("f=two-wells&o=usam:alpha=0.01:rho=2&steps=8000", [8, 8]);
    assert!(kinds(&resting).contains(&BasinKind::Phantom), "{:?}", resting.classes);
}

#[test]
fn holes_diverge_at_once() {
    // No function left of the middle.
    let (outcomes, map) = map("f=expr:sqrt(x)*0%2B(x-1)^2%2By^2&o=gd:alpha=0.1", [10, 5]);
    assert_eq!(kinds(&map), [BasinKind::Converged, BasinKind::Diverged]);
    for (pixel, outcome) in outcomes.iter().enumerate() {
        let hole = pixel % 10 < 5;
        assert_eq!(outcome.status == Status::Diverged, hole, "{pixel}");
        assert_eq!(map.raster[pixel], u32::from(hole));
        assert_eq!(outcome.lambda_max.is_nan(), hole);
    }
}

#[test]
fn flat_functions_and_many_points_are_no_trouble() {
    let (_, constant) = map("f=expr:7&o=gd:alpha=0.1", [5, 4]);
    assert_eq!(kinds(&constant), [BasinKind::Continuum]);
    let (_, linear) = map("f=expr:x&o=gd:alpha=0.1&steps=50", [5, 4]);
    assert_eq!(kinds(&linear), [BasinKind::Budget]);
    let link = "f=expr:sin(30*x)*sin(30*y)&o=gd:alpha=0.001";
    let (_, many) = map(link, [100, 100]);
    assert!(many.classes.len() > 600, "{}", many.classes.len());
    for window in ["0,1e-12,0,1e-12", "-1e12,1e12,-1e12,1e12"] {
        let link = format!("f=two-wells&o=gd:alpha=0.1&window={window}");
        assert_eq!(map(&link, [6, 6]).1.raster.len(), 36);
    }
}

#[test]
fn outcomes_survive_the_border() {
    let outcome = Outcome { status: Status::Budget, x: [-0.0, 2.5], lambda_max: 3.0 };
    assert_eq!(Outcome::from_numbers(outcome.numbers()), Some(outcome));
    for status in [6.0, -1.0, 0.5, f64::NAN] {
        assert_eq!(Outcome::from_numbers([status, 0.0, 0.0, 0.0]), None);
    }
}

#[test]
fn refusals() {
    let refused = |link: &str, optimizer, size: [usize; 2], rows| {
        open(link).basin_rows(optimizer, size, rows).unwrap_err().message
    };
    let wells = "f=two-wells&o=gd:alpha=0.1";
    assert!(refused(wells, 0, [0, 5], 0..1).contains("width: 0"));
    assert!(refused(wells, 0, [5, LARGEST + 1], 0..1).contains("height: 4097"));
    assert!(refused(wells, 0, [5, 5], 3..6).contains("rows"));
    assert!(refused(wells, 1, [5, 5], 0..5).contains("optimizer: 1"));
    let network = "net=chebyshev&o=gd:alpha=0.1";
    assert!(refused(network, 0, [5, 5], 0..5).contains("a function of x and y"));
    assert!(open(network).basin_classes(&[]).is_err());
}
