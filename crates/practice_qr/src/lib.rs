//! Practice codes as pictures.
