//! Operations that are derived with graphql_client, or implement its trait.

use graphql_client::{Error as TheirError, GraphQLQuery, Response};
use serde::de::DeserializeOwned;

use super::typed::TypedRequest;
use crate::client::Client;
use crate::error::Error;

impl Client {
    /// Runs an operation of graphql_client: one that is derived with it, or any other
    /// [`GraphQLQuery`](graphql_client::GraphQLQuery).
    ///
    /// `.await` gives the response's data or an [`Error`](crate::Error); `.response().await` is graphql_client's own
    /// `Response`, with data and errors side by side.
    ///
    /// ```no_run
    /// # async fn titles<SiteTitle>(client: wikijs_sdk::Client, variables: SiteTitle::Variables)
    /// # -> Result<(), wikijs_sdk::Error>
    /// # where SiteTitle: graphql_client::GraphQLQuery, SiteTitle::ResponseData: Send + Sync + 'static {
    /// // #[derive(GraphQLQuery)]
    /// // #[graphql(schema_path = "wikijs.graphql", query_path = "site_title.graphql")]
    /// // struct SiteTitle;
    /// let data = client.graphql_client::<SiteTitle>(variables).await?;
    /// # Ok(()) }
    /// ```
    pub fn graphql_client<Q: GraphQLQuery>(
        &self,
        variables: Q::Variables,
    ) -> TypedRequest<Q::ResponseData, Response<Q::ResponseData>> {
        let body = Q::build_query(variables);
        let request = self.raw(body.query, body.variables);
        TypedRequest::new(request.operation_name(body.operation_name))
    }
}

impl<T: DeserializeOwned> TypedRequest<T, Response<T>> {
    /// Sends, and gives graphql_client's own response, with data and errors side by side.
    ///
    /// # Errors
    ///
    /// There is no answer, or it holds neither data nor errors, or the data does not fit the type.
    pub async fn response(self) -> Result<Response<T>, Error> {
        let (data, errors) = self.parts().await?;
        let errors: Vec<TheirError> = errors.iter().cloned().map(TheirError::from).collect();
        Ok(Response {
            data,
            errors: (!errors.is_empty()).then_some(errors),
            extensions: None,
        })
    }
}
