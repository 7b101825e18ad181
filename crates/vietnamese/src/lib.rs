//! The Vietnamese that computers get wrong: numbers in words, money, names, Telex, forms of address
