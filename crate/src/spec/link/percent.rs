//! Percent-encoding of text in links.

/// Encodes as ECMAScript's encodeURIComponent does, but leaves `^ / ,` readable.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => encoded.push(byte as char),
            b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')' => {
                encoded.push(byte as char);
            }
            b'^' | b'/' | b',' => encoded.push(byte as char),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Encodes texts joined by commas; a comma within one is encoded as well.
pub(super) fn encode_list(texts: &[String]) -> String {
    let encoded = texts.iter().map(|text| encode(text).replace(',', "%2C"));
    encoded.collect::<Vec<_>>().join(",")
}

/// Decodes; everything but `%XX` stands for itself. `None` for a broken escape, or bytes that are
/// not UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    let digit = |byte: u8| (byte as char).to_digit(16).map(|digit| digit as u8);
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            decoded.push(digit(bytes.next()?)? << 4 | digit(bytes.next()?)?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn leaves_formulas_readable() {
        assert_eq!(encode("(x^2-1)^2+a*y^2/3, ü"), "(x^2-1)^2%2Ba*y^2/3,%20%C3%BC");
    }

    #[test]
    fn refuses_broken_escapes() {
        for broken in ["%", "%2", "%ZZ", "%+1", "%C3", "%FF"] {
            assert_eq!(decode(broken), None, "{broken}");
        }
        assert_eq!(decode("a+b%2Bc").as_deref(), Some("a+b+c"));
    }

    proptest! {
        #[test]
        fn decoding_undoes_encoding(text: String) {
            prop_assert_eq!(decode(&encode(&text)), Some(text));
        }
    }
}
