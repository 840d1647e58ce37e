//! Families of choices that a spec names: activations, losses, rules, momenta.
//!
//! [`named!`] makes a family from one table, so that a choice is declared in one row and every
//! list of choices, message and TypeScript type follows from it.

/// Declares a family: an enum with one variant per row, in the table's order.
///
/// A row is `Variant = "name", "Title";` under the variant's doc comment. The name is what specs,
/// links and JSON say; the title is what a menu shows. Beside the enum (which is [`Copy`],
/// comparable, and serialized as its name) the macro defines
///
/// - `ALL`: every choice in the table's order, for menus and loops;
/// - `name(self)` and `title(self)`;
/// - `from_name(&str) -> Option<Self>`: the exact inverse of `name`;
/// - `names() -> String`: all names joined by commas, for messages that say what is allowed.
///
/// A family may carry facts: `pub enum Family -> Facts` with rows `Variant = "name", "Title",
/// facts;` also defines `facts(self) -> &'static Facts`. The third column is a constant expression.
///
/// ```text
/// named! {
///     /// A direction of travel.
///     pub enum Heading {
///         /// Along x.
///         East = "east", "Eastward";
///         /// Along y.
///         North = "north", "Northward";
///     }
/// }
/// Heading::from_name("north") == Some(Heading::North)
/// Heading::names() == "east, north"
/// ```
macro_rules! named {
    (
        $(#[$about:meta])*
        $visibility:vis enum $Family:ident -> $Facts:ty {
            $($(#[$row_about:meta])* $Row:ident = $name:tt, $title:literal, $facts:expr;)+
        }
    ) => {
        $crate::named::named! {
            $(#[$about])*
            $visibility enum $Family {
                $($(#[$row_about])* $Row = $name, $title;)+
            }
        }

        impl $Family {
            /// What the table says about this choice.
            pub fn facts(self) -> &'static $Facts {
                match self {
                    $(Self::$Row => {
                        const FACTS: $Facts = $facts;
                        &FACTS
                    })+
                }
            }
        }
    };
    (
        $(#[$about:meta])*
        $visibility:vis enum $Family:ident {
            $($(#[$row_about:meta])* $Row:ident = $name:tt, $title:literal;)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ::serde::Serialize)]
        #[cfg_attr(feature = "typescript", derive(::ts_rs::TS))]
        $visibility enum $Family {
            $($(#[$row_about])* #[serde(rename = $name)] $Row,)+
        }

        impl $Family {
            /// Every choice, in the table's order.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$Row),+];

            /// The name in specs, links and JSON.
            pub fn name(self) -> &'static str {
                match self { $(Self::$Row => $name),+ }
            }

            /// The name for people.
            pub fn title(self) -> &'static str {
                match self { $(Self::$Row => $title),+ }
            }

            /// The choice of exactly this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$Row),)+ _ => None }
            }

            /// All names, joined by commas.
            pub fn names() -> String {
                Self::ALL.map(Self::name).join(", ")
            }
        }
    };
}

pub(crate) use named;

#[cfg(test)]
mod tests {
    named! {
        /// For the tests.
        enum Letter -> char {
            /// The first.
            A = "a-name", "The letter A", 'a';
            /// The second.
            B = "b", "The letter B", 'b';
        }
    }

    #[test]
    fn names_and_choices_are_inverse() {
        for letter in Letter::ALL {
            assert_eq!(Letter::from_name(letter.name()), Some(letter));
            assert_eq!(
                serde_json::to_string(&letter).expect("a name"),
                format!("\"{}\"", letter.name()),
                "serialized as its name"
            );
        }
        assert_eq!(Letter::from_name("A"), None);
        assert_eq!(Letter::from_name(""), None);
    }

    #[test]
    fn lists_follow_the_table() {
        assert_eq!(Letter::names(), "a-name, b");
        assert_eq!(Letter::ALL.map(Letter::title), ["The letter A", "The letter B"]);
        assert_eq!(Letter::ALL.map(|letter| *letter.facts()), ['a', 'b']);
    }
}
