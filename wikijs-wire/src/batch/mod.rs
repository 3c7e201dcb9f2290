//! Many operations in one request, through aliases at the root. Pure: documents are joined, answers taken apart.
