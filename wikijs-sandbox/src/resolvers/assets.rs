//! `assets`: folders and files. Rules are asked without a locale here.

use serde_json::json;

use super::{Answer, Call, Caught, done, foreign_key, unsupported};
use crate::auth::Place;
use crate::clock::iso;
use crate::codes::{
    ASSET_DELETE_FORBIDDEN, ASSET_FOLDER_EXISTS, ASSET_INVALID, ASSET_RENAME_COLLISION,
    ASSET_RENAME_FORBIDDEN, ASSET_RENAME_INVALID, ASSET_RENAME_INVALID_EXT,
};
use crate::graphql::{Failure, Node};
use crate::state::{Asset, Folder, extension};

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "list" => Ok(list(call)),
        "folders" => Ok(folders(call)),
        _ => Err(unsupported("AssetQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "createFolder" => create_folder(call).caught(),
        "renameAsset" => rename(call).caught(),
        "deleteAsset" => delete(call).caught(),
        "flushTempUploads" => Ok(done("Temporary Uploads have been flushed successfully.")),
        _ => Err(unsupported("AssetMutation", field)),
    }
}

fn may(call: &Call<'_>, permissions: &[&str], path: &str) -> bool {
    call.may(permissions, Place::new(path, None))
}

fn list(call: &Call<'_>) -> Node {
    let (folder, kind) = (call.args.id("folderId"), call.args.string("kind"));
    let assets = &call.wiki.assets;
    let here = |file: &&Asset| file.folder == folder && (kind == "ALL" || file.kind() == kind);
    let readable = |file: &&Asset| may(call, &["read:assets"], &assets.path(file));
    let item = |file: &Asset| {
        json!({
            "id": file.id, "filename": file.filename, "ext": file.ext(), "kind": file.kind(), "mime": file.mime,
            "fileSize": file.size, "metadata": null, "createdAt": iso(file.created), "updatedAt": iso(file.updated),
            "folder": null, "author": null,
        })
        .into()
    };
    assets
        .files()
        .into_iter()
        .filter(here)
        .filter(readable)
        .map(item)
        .collect()
}

fn folders(call: &Call<'_>) -> Node {
    let parent = call.args.id("parentFolderId");
    let assets = &call.wiki.assets;
    let readable = |folder: &&Folder| {
        let path = assets.folder_path(folder.id);
        may(
            call,
            &["read:assets"],
            path.strip_suffix('/').unwrap_or(&path),
        )
    };
    let item = |folder: &Folder| {
        json!({ "id": folder.id, "slug": folder.slug, "name": folder.slug }).into()
    };
    assets
        .folders()
        .iter()
        .filter(|folder| folder.parent == parent)
        .filter(readable)
        .map(item)
        .collect()
}

// The name is not taken: a folder is called as its slug.
fn create_folder(call: &mut Call<'_>) -> Answer {
    let (parent, slug) = (
        call.args.id("parentFolderId"),
        slug(&call.args.string("slug")),
    );
    let assets = &mut call.wiki.assets;
    if assets
        .folders()
        .iter()
        .any(|folder| folder.parent == parent && folder.slug == slug)
    {
        return Err(ASSET_FOLDER_EXISTS.failure());
    }
    if parent != 0 && assets.folder(parent).is_none() {
        return Err(foreign_key(
            "insert into \"assetFolders\" (\"name\", \"parentId\", \"slug\") values ($1, $2, $3) returning \"id\"",
            "assetFolders",
            "assetfolders_parentid_foreign",
        ));
    }
    assets.add_folder(parent, &slug);
    Ok(done("Asset Folder has been created successfully."))
}

/// A name that may stand in a file system, in lower case.
pub(crate) fn slug(name: &str) -> String {
    let kept: String = name
        .chars()
        .filter(|c| !c.is_control() && !"/?<>\\:*|\"".contains(*c))
        .collect();
    if kept.chars().all(|c| c == '.') {
        String::new()
    } else {
        kept.to_lowercase()
    }
}

fn rename(call: &mut Call<'_>) -> Answer {
    let (id, name) = (call.args.id("id"), slug(&call.args.string("filename")));
    let assets = &call.wiki.assets;
    let file = assets.file(id).ok_or_else(invalid)?;
    check_name(&name, file)?;
    if assets
        .files()
        .iter()
        .any(|other| other.folder == file.folder && other.filename == name)
    {
        return Err(ASSET_RENAME_COLLISION.failure());
    }
    let target = assets.folder_path(file.folder) + &name;
    if !may(call, &["manage:assets"], &assets.path(file)) || !may(call, &["write:assets"], &target)
    {
        return Err(ASSET_RENAME_FORBIDDEN.failure());
    }
    let now = call.wiki.clock.stamp();
    call.wiki.assets.rename(id, name, now);
    Ok(done("Asset has been renamed successfully."))
}

// The extension stays; a name that is nothing but the extension is none.
fn check_name(name: &str, file: &Asset) -> Result<(), Failure> {
    let bare = name == file.ext() && !name.is_empty();
    if !bare && extension(name) != file.ext() {
        return Err(ASSET_RENAME_INVALID_EXT.failure());
    }
    if bare || name.len() < 2 {
        Err(ASSET_RENAME_INVALID.failure())
    } else {
        Ok(())
    }
}

fn delete(call: &mut Call<'_>) -> Answer {
    let id = call.args.id("id");
    let file = call.wiki.assets.file(id).ok_or_else(invalid)?;
    if !may(call, &["manage:assets"], &call.wiki.assets.path(file)) {
        return Err(ASSET_DELETE_FORBIDDEN.failure());
    }
    call.wiki.assets.remove(id);
    Ok(done("Asset has been deleted successfully."))
}

fn invalid() -> Failure {
    ASSET_INVALID.failure()
}
