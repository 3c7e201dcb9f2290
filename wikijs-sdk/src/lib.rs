//! A typed client for Wiki.js 2.x.
