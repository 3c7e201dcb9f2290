//! An embedded server that answers as Wiki.js 2.x does, from memory.
