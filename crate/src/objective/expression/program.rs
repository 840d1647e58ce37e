//! An expression compiled to a list of steps over numbered slots.
//!
//! Slots 0 and 1 hold x and y; the others are used as a stack, whose levels are known beforehand,
//! so that a step names the slots it reads and writes. Constants are folded, those that meet a
//! variable part are written into the step, and `if` jumps: the branch not taken is never computed.

use std::cell::Cell;

use super::elementary::{
    constant_power, constant_quotient, function, integer_exponent, integer_power, maximum, minimum,
    power, power_of_constant, quotient, square,
};
use super::syntax::{Binary, Comparison, Function, NodeId, Operation, Tree};
use crate::objective::number::Number;

/// The place of a number while a program runs.
type Slot = usize;

const X: Slot = 0;
const Y: Slot = 1;
const FIRST_FREE: Slot = 2;

/// A compiled expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Program {
    steps: Vec<Step>,
    /// How many slots the steps use.
    slots: usize,
    /// Where the last step leaves the value.
    result: Slot,
}

/// `target ← operation(first, second)`; some operations ignore `second`, or both.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    operation: Action,
    first: Slot,
    second: Slot,
    target: Slot,
}

/// What a step does with u (`first`) and v (`second`).
#[derive(Clone, Copy, Debug, PartialEq)]
enum Action {
    Constant(f64),
    Copy,
    Negate,
    Add,
    AddConstant(f64),
    Subtract,
    /// c − u.
    SubtractFrom(f64),
    Multiply,
    MultiplyByConstant(f64),
    Divide,
    DivideByConstant(f64),
    /// c/u.
    DivideConstant(f64),
    Power,
    /// c to the power u.
    PowerOfConstant(f64),
    /// u².
    Square,
    IntegerPower(i32),
    ConstantPower(f64),
    Minimum,
    Maximum,
    Call(Function),
    /// Goes on at a step unless the comparison of u and v holds.
    JumpUnless(Comparison, usize),
    /// Goes on at a step.
    Jump(usize),
}

/// The value of every node that contains neither x nor y.
pub(super) fn constants(tree: &Tree, parameters: &[f64]) -> Vec<Option<f64>> {
    let mut known: Vec<Option<f64>> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        let value = match node.operation {
            Operation::X | Operation::Y => None,
            Operation::Number(value) => Some(value),
            Operation::Parameter(index) => Some(parameters[index]),
            Operation::Negate(u) => known[u].map(|u| -u),
            Operation::Call(name, u) => known[u].map(|u| function(name, u)),
            Operation::Binary(binary, u, v) => {
                known[u].zip(known[v]).map(|(u, v)| binary_of_constants(binary, u, v))
            }
            Operation::If { comparison, left, right, then, otherwise } => (|| {
                let (left, right) = (known[left]?, known[right]?);
                let (then, otherwise) = (known[then]?, known[otherwise]?);
                Some(if comparison.holds(left, right) { then } else { otherwise })
            })(),
        };
        known.push(value);
    }
    known
}

fn binary_of_constants(binary: Binary, u: f64, v: f64) -> f64 {
    match binary {
        Binary::Add => u + v,
        Binary::Subtract => u - v,
        Binary::Multiply => u * v,
        Binary::Divide => u / v,
        Binary::Minimum => minimum(u, v),
        Binary::Maximum => maximum(u, v),
        Binary::Power => match integer_exponent(v) {
            Some(n) => integer_power(u, n),
            None => constant_power(u, v),
        },
    }
}

impl Program {
    /// Compiles a tree, given the constants in it.
    pub(super) fn compile(tree: &Tree, constants: &[Option<f64>]) -> Self {
        let mut compiler =
            Compiler { tree, constants, steps: vec![], tasks: vec![], jumps: vec![] };
        let root = tree.root();
        let result = compiler.operand(root, FIRST_FREE);
        compiler.tasks.push(Task::Compute(root, FIRST_FREE));
        compiler.run();
        let steps = compiler.steps;
        let slots = steps.iter().map(|step| step.target + 1).max().unwrap_or(0).max(FIRST_FREE);
        Self { steps, slots, result }
    }

    /// Whether which steps are taken depends on the point.
    pub(super) fn branches(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.operation, Action::JumpUnless(..)))
    }

    /// Room in `stack` for `count` numbers in each slot, x in the first and y in the second as `at`
    /// gives them. The contents of `stack` do not matter; kept from call to call it spares
    /// allocations.
    pub(super) fn slots<'s, N: Number>(
        &self,
        count: usize,
        stack: &'s mut Vec<N>,
        mut at: impl FnMut(usize) -> [N; 2],
    ) -> &'s mut [N] {
        let length = self.slots * count;
        if stack.len() < length {
            stack.resize(length, N::constant(0.0));
        }
        let slots = &mut stack[..length];
        for index in 0..count {
            [slots[X * count + index], slots[Y * count + index]] = at(index);
        }
        slots
    }

    /// The values at (x, y), with the derivatives that x and y carry, number by number; `slots` as
    /// [`slots`](Self::slots) made them.
    ///
    /// With [`Points::Same`] there is one number. So must there be where the program
    /// [branches](Self::branches).
    pub(super) fn evaluate<'s, N: Number>(
        &self,
        points: Points,
        count: usize,
        slots: &'s mut [N],
    ) -> &'s [N] {
        // Cells, for a step's result may take the place of what it is computed from.
        let cells = Cell::from_mut(&mut *slots).as_slice_of_cells();
        let mut next = 0;
        while let Some(step) = self.steps.get(next) {
            next += 1;
            let slot = |slot: Slot| &cells[slot * count..][..count];
            let (u, v, target) = (slot(step.first), slot(step.second), slot(step.target));
            // Every arm reads and writes the slots itself: numbers with derivatives are long, and
            // to hold one between the two costs more than to compute with it.
            macro_rules! all {
                ($value:expr) => {
                    target.iter().for_each(|target| target.set($value))
                };
                ($u:ident => $value:expr) => {
                    for (target, $u) in target.iter().zip(u) {
                        let $u = $u.get();
                        target.set($value);
                    }
                };
                ($u:ident, $v:ident => $value:expr) => {
                    for ((target, $u), $v) in target.iter().zip(u).zip(v) {
                        let ($u, $v) = ($u.get(), $v.get());
                        target.set($value);
                    }
                };
            }
            match step.operation {
                Action::Constant(c) => all!(N::constant(c)),
                Action::Copy => all!(u => u),
                Action::Negate => all!(u => -u),
                Action::Add => all!(u, v => u + v),
                Action::AddConstant(c) => all!(u => u + c),
                Action::Subtract => all!(u, v => u - v),
                Action::SubtractFrom(c) => all!(u => -u + c),
                Action::Multiply => all!(u, v => u * v),
                Action::MultiplyByConstant(c) => all!(u => u * c),
                Action::DivideByConstant(c) => all!(u => u / c),
                Action::DivideConstant(c) => all!(u => constant_quotient(c, u)),
                Action::Square => all!(u => square(u)),
                Action::IntegerPower(n) => all!(u => integer_power(u, n)),
                Action::Divide => all!(u, v => points.join(u, v, &|u, v| quotient(u, v))),
                Action::Power => all!(u, v => points.join(u, v, &|u, v| power(u, v))),
                Action::Minimum => all!(u, v => points.join(u, v, &|u, v| minimum(u, v))),
                Action::Maximum => all!(u, v => points.join(u, v, &|u, v| maximum(u, v))),
                Action::PowerOfConstant(c) => {
                    all!(u => points.map(u, &|u| power_of_constant(c, u)))
                }
                Action::ConstantPower(c) => all!(u => points.map(u, &|u| constant_power(u, c))),
                Action::Call(name) => all!(u => points.map(u, &|u| function(name, u))),
                Action::JumpUnless(comparison, to) => {
                    let value = |slot: &[Cell<N>]| slot[0].get().lane(0).real();
                    if !comparison.holds(value(u), value(v)) {
                        next = to;
                    }
                }
                Action::Jump(to) => {
                    next = to;
                }
            }
        }
        &slots[self.result * count..][..count]
    }
}

/// What the lanes of numbers hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Points {
    /// The same point in every lane, which then is computed once.
    Same,
    /// Points of their own.
    Different,
}

impl Points {
    /// A function of single numbers, in every lane.
    fn map<N: Number>(self, u: N, function: &dyn Fn(N::Single) -> N::Single) -> N {
        match self {
            Points::Different => N::from_lanes(&mut |lane| function(u.lane(lane))),
            Points::Same => {
                let value = function(u.lane(0));
                N::from_lanes(&mut |_| value)
            }
        }
    }

    /// The same for functions of two.
    fn join<N: Number>(
        self,
        u: N,
        v: N,
        function: &dyn Fn(N::Single, N::Single) -> N::Single,
    ) -> N {
        match self {
            Points::Different => N::from_lanes(&mut |lane| function(u.lane(lane), v.lane(lane))),
            Points::Same => {
                let value = function(u.lane(0), v.lane(0));
                N::from_lanes(&mut |_| value)
            }
        }
    }
}

/// Walks the tree with a list of tasks, the next one last, in place of recursion.
struct Compiler<'t> {
    tree: &'t Tree,
    constants: &'t [Option<f64>],
    steps: Vec<Step>,
    tasks: Vec<Task>,
    /// The jumps whose targets are not known yet, innermost last.
    jumps: Vec<usize>,
}

enum Task {
    /// Computes a node into its [operand](Compiler::operand).
    Compute(NodeId, Slot),
    /// Computes a node into this very slot.
    Place(NodeId, Slot),
    Emit(Step),
    /// A comparison has been emitted up to its jump: emits that.
    Then(Step),
    /// The first branch is complete: jumps over the second, which begins here.
    Else,
    /// The second branch is complete.
    End,
}

impl Compiler<'_> {
    fn run(&mut self) {
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Compute(node, slot) => self.compute(node, slot),
                Task::Place(node, slot) => {
                    let first = self.operand(node, slot);
                    if first != slot {
                        let copy = Step { operation: Action::Copy, first, second: X, target: slot };
                        self.tasks.push(Task::Emit(copy));
                    }
                    self.tasks.push(Task::Compute(node, slot));
                }
                Task::Emit(step) => self.steps.push(step),
                Task::Then(step) => {
                    self.jumps.push(self.steps.len());
                    self.steps.push(step);
                }
                Task::Else => {
                    self.land(self.steps.len() + 1);
                    self.jumps.push(self.steps.len());
                    let operation = Action::Jump(0);
                    self.steps.push(Step { operation, first: X, second: X, target: X });
                }
                Task::End => self.land(self.steps.len()),
            }
        }
    }

    /// Lets the innermost open jump lead to `target`.
    fn land(&mut self, target: usize) {
        let jump = self.jumps.pop().and_then(|jump| self.steps.get_mut(jump));
        if let Some(Step { operation: Action::JumpUnless(_, to) | Action::Jump(to), .. }) = jump {
            *to = target;
        }
    }

    /// Where a node's value is once it is computed with `slot` free: variables stay where they are.
    fn operand(&self, node: NodeId, slot: Slot) -> Slot {
        match self.tree.nodes[node].operation {
            Operation::X => X,
            Operation::Y => Y,
            _ => slot,
        }
    }

    fn compute(&mut self, node: NodeId, target: Slot) {
        if let Some(value) = self.constants[node] {
            let operation = Action::Constant(value);
            self.steps.push(Step { operation, first: X, second: X, target });
            return;
        }
        match self.tree.nodes[node].operation {
            // Constants have been met above; variables are in their slots.
            Operation::Number(_) | Operation::Parameter(_) | Operation::X | Operation::Y => {}
            Operation::Negate(u) => self.unary(Action::Negate, u, target),
            Operation::Call(name, u) => self.unary(Action::Call(name), u, target),
            Operation::Binary(binary, u, v) => self.binary(binary, u, v, target),
            Operation::If { comparison, left, right, then, otherwise } => {
                let known = self.constants[left].zip(self.constants[right]);
                if let Some((left, right)) = known {
                    let taken = if comparison.holds(left, right) { then } else { otherwise };
                    self.tasks.push(Task::Place(taken, target));
                    return;
                }
                self.tasks.push(Task::End);
                self.tasks.push(Task::Place(otherwise, target));
                self.tasks.push(Task::Else);
                self.tasks.push(Task::Place(then, target));
                let jump = Action::JumpUnless(comparison, 0);
                self.operands(Task::Then, jump, left, right, target);
            }
        }
    }

    fn unary(&mut self, operation: Action, u: NodeId, target: Slot) {
        let first = self.operand(u, target);
        self.tasks.push(Task::Emit(Step { operation, first, second: X, target }));
        self.tasks.push(Task::Compute(u, target));
    }

    fn binary(&mut self, binary: Binary, u: NodeId, v: NodeId, target: Slot) {
        use Action::{
            Add, AddConstant, ConstantPower, Divide, DivideByConstant, DivideConstant,
            IntegerPower, Maximum, Minimum, Multiply, MultiplyByConstant, Power, PowerOfConstant,
            Square, Subtract, SubtractFrom,
        };
        match (binary, self.constants[u], self.constants[v]) {
            (Binary::Add, None, Some(c)) => self.unary(AddConstant(c), u, target),
            (Binary::Add, Some(c), None) => self.unary(AddConstant(c), v, target),
            (Binary::Subtract, None, Some(c)) => self.unary(AddConstant(-c), u, target),
            (Binary::Subtract, Some(c), None) => self.unary(SubtractFrom(c), v, target),
            (Binary::Multiply, None, Some(c)) => self.unary(MultiplyByConstant(c), u, target),
            (Binary::Multiply, Some(c), None) => self.unary(MultiplyByConstant(c), v, target),
            (Binary::Divide, None, Some(c)) => self.unary(DivideByConstant(c), u, target),
            (Binary::Divide, Some(c), None) => self.unary(DivideConstant(c), v, target),
            (Binary::Power, Some(c), None) => self.unary(PowerOfConstant(c), v, target),
            (Binary::Power, None, Some(c)) => match integer_exponent(c) {
                Some(2) => self.unary(Square, u, target),
                Some(n) => self.unary(IntegerPower(n), u, target),
                None => self.unary(ConstantPower(c), u, target),
            },
            _ => {
                let operation = match binary {
                    Binary::Add => Add,
                    Binary::Subtract => Subtract,
                    Binary::Multiply => Multiply,
                    Binary::Divide => Divide,
                    Binary::Power => Power,
                    Binary::Minimum => Minimum,
                    Binary::Maximum => Maximum,
                };
                self.operands(Task::Emit, operation, u, v, target);
            }
        }
    }

    /// Computes u, then v above it, then what `task` makes of the step on both.
    fn operands(
        &mut self,
        task: fn(Step) -> Task,
        operation: Action,
        u: NodeId,
        v: NodeId,
        target: Slot,
    ) {
        let first = self.operand(u, target);
        let above = if first == target { target + 1 } else { target };
        let second = self.operand(v, above);
        self.tasks.push(task(Step { operation, first, second, target }));
        self.tasks.push(Task::Compute(v, above));
        self.tasks.push(Task::Compute(u, target));
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::super::parse::{Names, parse};
    use super::*;
    use crate::objective::number::{OverPlane, WithHessian};

    type Jet = WithHessian<f64>;

    fn derivatives_of(number: &Jet) -> ([f64; 2], [f64; 3]) {
        (number.first, number.second)
    }

    fn evaluate<N: Number>(program: &Program, x: N, y: N, mut stack: Vec<N>) -> N {
        program.evaluate(Points::Same, 1, program.slots(1, &mut stack, |_| [x, y]))[0]
    }

    fn compile(source: &str) -> Program {
        let tree = parse(source, Names::Free).unwrap();
        let constants = constants(&tree, &vec![2.0; tree.parameters.len()]);
        Program::compile(&tree, &constants)
    }

    fn value(source: &str, x: f64, y: f64) -> f64 {
        evaluate(&compile(source), x, y, vec![])
    }

    #[test]
    fn constants_fold_into_the_steps() {
        let program = compile("x*(1+a)^2 - sin(0)");
        let actions: Vec<Action> = program.steps.iter().map(|step| step.operation).collect();
        assert_eq!(actions, [Action::MultiplyByConstant(9.0), Action::AddConstant(-0.0)]);
        assert_eq!(compile("max(1, 2)/4").steps.len(), 1);
        assert_eq!(compile("x").steps, []);
    }

    #[test]
    fn constants_stand_on_either_side() {
        for (source, expected) in [
            ("x + 3", 5.0),
            ("3 + x", 5.0),
            ("x - 3", -1.0),
            ("3 - x", 1.0),
            ("x*3", 6.0),
            ("3*x", 6.0),
            ("x/4", 0.5),
            ("4/x", 2.0),
            ("x^3", 8.0),
            ("3^x", 9.0),
            ("x^0.5", f64::sqrt(2.0)),
            ("min(x, 1)", 1.0),
            ("min(1, x)", 1.0),
            ("a^x - y", 4.0),
        ] {
            assert_eq!(value(source, 2.0, 0.0), expected, "{source}");
        }
    }

    #[test]
    fn slots_are_reused() {
        let himmelblau = compile("(x^2+y-11)^2 + (x+y^2-7)^2");
        assert_eq!((himmelblau.steps.len(), himmelblau.slots), (9, 4));
        assert_eq!(evaluate(&himmelblau, 3.0, 2.0, vec![]), 0.0);
        assert_eq!(evaluate(&himmelblau, 0.0, 0.0, vec![f64::NAN; 9]), 170.0);
    }

    #[test]
    fn branches_nest() {
        let source = "if(x < 0, if(y < 0, 1, 2), if(y < 0, 3, if(x < if(y>1,1,2), 4, x)))";
        for (x, y, expected) in [
            (-1.0, -1.0, 1.0),
            (-1.0, 1.0, 2.0),
            (1.0, -1.0, 3.0),
            (1.5, 1.0, 4.0),
            (1.5, 2.0, 1.5),
            (2.5, 1.0, 2.5),
        ] {
            assert_eq!(value(source, x, y), expected, "{x}, {y}");
        }
        assert_eq!(value("y + 2*if(x < 0, y, x)*y", 3.0, 5.0), 35.0);
        assert_eq!(value("if(x<0,1,2) - if(y<0,3,4)", 1.0, -1.0), -1.0);
    }

    #[test]
    fn the_branch_not_taken_leaves_no_trace() {
        let [x, y] = Jet::variables(0.0, 1.0);
        for source in ["if(x > 0, sqrt(x) + log(x), x^2*y)", "if(1 < 2, x^2*y, 1/x)"] {
            let value = evaluate(&compile(source), x, y, vec![]);
            assert_eq!(derivatives_of(&value), ([0.0, 0.0], [2.0, 0.0, 0.0]), "{source}");
        }
    }

    #[test]
    fn no_number_takes_the_last_branch() {
        assert_eq!(value("if(sqrt(x) < 0, 1, 2)", -1.0, 0.0), 2.0);
        assert_eq!(value("if(sqrt(x) >= 0, 1, 2)", -1.0, 0.0), 2.0);
    }

    #[test]
    fn only_integer_constants_are_multiplied_out() {
        assert_eq!(value("(-1)^2 + x", 0.0, 0.0), 1.0);
        assert_eq!(value("x^a", -3.0, 0.0), 9.0);
        assert_eq!(value("x^(6/3)", -3.0, 0.0), 9.0);
        assert_eq!(value("x^-a", -2.0, 0.0), 0.25);
        assert!(value("x^y", -3.0, 2.0).is_nan() && value("x^(2+0*y)", -3.0, 2.0).is_nan());
        assert!(value("x^1025", -1.0, 0.0).is_nan() && value("(-8)^(1/3)", 0.0, 0.0).is_nan());
    }

    #[test]
    fn long_chains_run_in_few_slots() {
        let chain = vec!["x"; 1000].join("+");
        let program = compile(&chain);
        assert_eq!((program.steps.len(), program.slots), (999, 3));
        assert_eq!(evaluate(&program, 1.0, 0.0, vec![]), 1000.0);
        let nested = format!("{}x{}", "x+(".repeat(200), ")".repeat(200));
        assert_eq!(compile(&nested).slots, 3);
        let nested = format!("{}x{}", "2*x-(".repeat(200), ")".repeat(200));
        assert_eq!(compile(&nested).slots, 203 - 1);
        assert_eq!(value(&nested, 1.0, 0.0), 1.0);
    }
}
