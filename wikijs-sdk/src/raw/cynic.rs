//! Queries and mutations of cynic.

use cynic::{
    GraphQlError, GraphQlErrorLocation, GraphQlErrorPathSegment, GraphQlResponse, Operation,
};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use wikijs_wire::{GraphqlError, Location, PathSegment};

use super::typed::TypedRequest;
use crate::client::Client;
use crate::error::Error;

impl Client {
    /// Runs a query or mutation of cynic, as its builders make them: `PageTitles::build(variables)`.
    ///
    /// cynic checks it against the schema at compile time; the schema that this SDK was made for stands, for build
    /// scripts, in the folder `DEP_WIKIJS_SDK_SCHEMA`. `.await` gives the data or an [`Error`](crate::Error);
    /// `.response().await` is cynic's own `GraphQlResponse`, with data and errors side by side.
    ///
    /// ```no_run
    /// # async fn run<PageTitles: serde::de::DeserializeOwned + Send + Sync + 'static>(
    /// #     client: wikijs_sdk::Client, operation: cynic::Operation<PageTitles>) -> Result<(), wikijs_sdk::Error> {
    /// // let operation = PageTitles::build(());
    /// let data = client.cynic(operation).await?;
    /// # Ok(()) }
    /// ```
    pub fn cynic<T, V: Serialize>(
        &self,
        operation: Operation<T, V>,
    ) -> TypedRequest<T, GraphQlResponse<T>> {
        let request = self.raw(operation.query, operation.variables);
        let name = operation.operation_name.unwrap_or_default();
        TypedRequest::new(request.operation_name(name))
    }
}

impl<T: DeserializeOwned> TypedRequest<T, GraphQlResponse<T>> {
    /// Sends, and gives cynic's own response, with data and errors side by side.
    ///
    /// # Errors
    ///
    /// There is no answer, or it holds neither data nor errors, or the data does not fit the type.
    pub async fn response(self) -> Result<GraphQlResponse<T>, Error> {
        let (data, errors) = self.parts().await?;
        let errors: Vec<GraphQlError> = errors.iter().cloned().map(error).collect();
        Ok(GraphQlResponse {
            data,
            errors: (!errors.is_empty()).then_some(errors),
        })
    }
}

fn error(error: GraphqlError) -> GraphQlError {
    GraphQlError::new(
        error.message,
        some(error.locations.into_iter().map(location).collect()),
        some(error.path.into_iter().map(segment).collect()),
        (!error.extensions.is_empty()).then_some(IgnoredAny),
    )
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

fn location(location: Location) -> GraphQlErrorLocation {
    GraphQlErrorLocation {
        line: narrow(location.line),
        column: narrow(location.column),
    }
}

fn segment(segment: PathSegment) -> GraphQlErrorPathSegment {
    match segment {
        PathSegment::Key(key) => GraphQlErrorPathSegment::Field(key),
        PathSegment::Index(index) => GraphQlErrorPathSegment::Index(narrow(index)),
    }
}

fn narrow(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}
