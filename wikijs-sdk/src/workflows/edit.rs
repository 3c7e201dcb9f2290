//! From a page that was read to the update that writes it: nothing is forgotten, and so nothing is erased.

use crate::pages;
use crate::types::Page;

/// The update that leaves the page as it is. What is to change is set on it; the rest is sent back as it was read, since
/// the server erases what an update leaves out.
///
/// ```
/// # async fn run(client: wikijs_sdk::Client) -> Result<(), wikijs_sdk::Error> {
/// use wikijs_sdk::pages;
///
/// let page = client.pages().single(7).await?;
/// let edit = pages::Update::from(page).title("Setup, in three steps");
/// client.pages().update(edit).await?;
/// # Ok(())
/// # }
/// ```
///
/// The server does not compare: what somebody else wrote since the page was read is overwritten.
/// [`check_conflicts`](crate::pages::Pages::check_conflicts) with the time of the page that was read tells of that before.
impl From<Page> for pages::Update {
    fn from(page: Page) -> Self {
        let tags = page.tags.into_iter().map(|tag| tag.tag);
        Self::new(page.id, page.content, tags, page.is_published)
            .title(page.title)
            .description(page.description)
            .path(page.path)
            .locale(page.locale)
            .publish_start_date(page.publish_start_date)
            .publish_end_date(page.publish_end_date)
            .script_css(page.script_css)
            .script_js(page.script_js)
    }
}
