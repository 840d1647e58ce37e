//! Fully connected networks.

pub mod init;
