//! Pages as browsers and scripts fetch them: `/d` source, `/s` shown source, `/i` by id, and the rendered page.

use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, SET_COOKIE};

use super::html;
use super::reply::Reply;
use super::routes::{Incoming, site};
use super::service::Shared;
use crate::auth::{Identity, Place};
use crate::clock::{http_date, iso};
use crate::render::escape;
use crate::resolvers::may;
use crate::state::{Page, Wiki};

/// The page that asks for a password.
pub(super) fn login(shared: &Shared) -> Reply {
    Reply::html(StatusCode::OK, html::page("Login", &site(shared), ""))
}

/// Answers a path that no other part of the server takes; none is never answered.
pub(super) fn answer(shared: &Shared, request: &Incoming, who: &Identity) -> Option<Reply> {
    let wiki = shared.wiki();
    let path = request.path();
    let path = path.trim_start_matches('/');
    let visit = Visit { wiki: &wiki, who };
    match path.split_once('/').unwrap_or((path, "")) {
        ("d", rest) => visit.source(rest, request.parameter("v")),
        ("s", rest) => Some(visit.shown_source(rest)),
        ("i", id) => Some(visit.by_id(id)),
        ("h", rest) => Some(visit.history(rest)),
        _ => Some(visit.page(path)),
    }
}

struct Visit<'a> {
    wiki: &'a Wiki,
    who: &'a Identity,
}

/// A path and its locale; whether the path named it.
struct Target {
    locale: String,
    path: String,
    named: bool,
}

impl Visit<'_> {
    fn may(&self, permission: &str, target: &Target) -> bool {
        let tags = self
            .find(target)
            .map(|page| self.wiki.tag_texts(page))
            .unwrap_or_default();
        let place = Place {
            path: &target.path,
            locale: Some(&target.locale),
            tags: &tags,
        };
        may(self.wiki, self.who, &[permission], place)
    }

    fn find(&self, target: &Target) -> Option<&Page> {
        self.wiki.pages.by_path(&target.locale, &target.path)
    }

    fn target(&self, path: &str) -> Target {
        let path = ["md", "html", "txt"]
            .iter()
            .find_map(|ext| path.strip_suffix(&format!(".{ext}")))
            .unwrap_or(path);
        let path = path.strip_suffix('/').unwrap_or(path);
        let is_locale =
            |text: &str| text.len() == 2 && text.bytes().all(|c| c.is_ascii_lowercase());
        match path.split_once('/').unwrap_or((path, "")) {
            (locale, rest) if is_locale(locale) => Target {
                locale: locale.into(),
                path: home(rest),
                named: true,
            },
            _ => Target {
                locale: self.wiki.settings.default_locale(),
                path: home(path),
                named: false,
            },
        }
    }

    fn title(&self) -> String {
        self.wiki.settings.text("title")
    }

    fn unauthorized(&self) -> Reply {
        Reply::html(
            StatusCode::FORBIDDEN,
            html::page("Unauthorized", &self.title(), ""),
        )
    }

    fn not_found(&self) -> Reply {
        Reply::html(
            StatusCode::NOT_FOUND,
            html::page("Page Not Found", &self.title(), ""),
        )
    }

    fn source(&self, path: &str, version: Option<String>) -> Option<Reply> {
        let target = self.target(path);
        let permission = if version.is_some() {
            "read:history"
        } else {
            "read:source"
        };
        if !self.may(permission, &target) {
            return Some(self.unauthorized());
        }
        let Some(page) = self.find(&target) else {
            return Some(Reply::empty(StatusCode::NOT_FOUND));
        };
        match version {
            None => Some(self.download(page)),
            // A version that is not there is never answered.
            Some(id) => {
                Some(self.download(&self.wiki.history.get(page.id, id.parse().ok()?)?.page))
            }
        }
    }

    fn download(&self, page: &Page) -> Reply {
        let (extension, media) = match page.content_type.as_str() {
            "markdown" => ("md", "text/markdown; charset=utf-8"),
            "html" => ("html", "text/html; charset=utf-8"),
            "asciidoc" => ("adoc", "text/plain; charset=utf-8"),
            _ => ("txt", "text/plain; charset=utf-8"),
        };
        let name = page.path.rsplit('/').next().unwrap_or_default();
        let attachment = format!("attachment; filename=\"{name}.{extension}\"");
        Reply::file(media, self.with_front_matter(page)).with(CONTENT_DISPOSITION, &attachment)
    }

    fn with_front_matter(&self, page: &Page) -> String {
        let lines = [
            ("title", page.title.clone()),
            ("description", page.description.clone()),
            ("published", page.is_published.to_string()),
            ("date", iso(page.updated)),
            ("tags", self.wiki.tag_texts(page).join(", ")),
            ("editor", page.editor.clone()),
            ("dateCreated", iso(page.created)),
        ];
        let lines: Vec<_> = lines
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        match page.content_type.as_str() {
            "markdown" => format!("---\n{}\n---\n\n{}", lines.join("\n"), page.content),
            "html" => format!("<!--\n{}\n-->\n\n{}", lines.join("\n"), page.content),
            _ => page.content.clone(),
        }
    }

    fn shown_source(&self, path: &str) -> Reply {
        let target = self.target(path);
        if !self.may("read:source", &target) {
            return self.unauthorized();
        }
        match self.find(&target) {
            Some(page) => {
                let inside = format!("<pre>{}</pre>", escape(&page.content));
                Reply::html(
                    StatusCode::OK,
                    html::page(&page.title, &self.title(), &inside),
                )
            }
            None => Reply::redirect(&format!("/{}", target.path)),
        }
    }

    fn by_id(&self, id: &str) -> Reply {
        match id.parse().ok().and_then(|id| self.wiki.pages.get(id)) {
            Some(page) => Reply::redirect(&format!("/{}/{}", page.locale, page.path)),
            None => self.not_found(),
        }
    }

    fn history(&self, path: &str) -> Reply {
        let target = self.target(path);
        if !self.may("read:history", &target) {
            return self.unauthorized();
        }
        self.find(&target).map_or_else(
            || self.not_found(),
            |page| Reply::html(StatusCode::OK, html::page(&page.title, &self.title(), "")),
        )
    }

    fn page(&self, path: &str) -> Reply {
        let target = self.target(path);
        let namespacing = self.wiki.settings.localization.get("namespacing") == Some(&true.into());
        if !target.named && namespacing {
            return Reply::redirect(&format!("/{}/{}", target.locale, target.path));
        }
        if !self.may("read:pages", &target) {
            return self.turned_away(path, &target);
        }
        let Some(page) = self.find(&target) else {
            return if target.path == "home" {
                self.welcome()
            } else {
                self.not_found()
            };
        };
        let writes = ["write:pages", "manage:pages"]
            .iter()
            .any(|permission| self.may(permission, &target));
        if !page.is_published && !writes {
            return self.unauthorized();
        }
        let inside = page.html();
        Reply::html(
            StatusCode::OK,
            html::page(&page.title, &self.title(), &inside),
        )
    }

    // Guests are led to the login, and from there back to where they wanted.
    fn turned_away(&self, path: &str, target: &Target) -> Reply {
        if !self.who.is_guest() {
            return self.unauthorized();
        }
        let path = path.replace('/', "%2F");
        let expires = http_date(self.wiki.clock.now() + 900_000);
        let cookie = format!("loginRedirect=%2F{path}; Max-Age=900; Path=/; Expires={expires}");
        let reply = if target.path == "home" {
            Reply::redirect("/login")
        } else {
            self.unauthorized()
        };
        reply.with(SET_COOKIE, &cookie)
    }

    fn welcome(&self) -> Reply {
        Reply::html(StatusCode::OK, html::page("Welcome", &self.title(), ""))
    }
}

fn home(path: &str) -> String {
    if path.is_empty() {
        "home".into()
    } else {
        path.into()
    }
}
