//! The errors that the server numbers, each with its own name and words.

use crate::graphql::Failure;

/// A number, its name, and what is said.
pub(crate) struct Code(i64, &'static str, &'static str);

impl Code {
    /// The error to be told, by either road.
    pub(crate) fn failure(&self) -> Failure {
        Failure::coded(self.0, self.1, self.2)
    }
}

pub(crate) const AUTH_LOGIN_FAILED: Code = Code(
    1002,
    "AuthLoginFailed",
    "Invalid email / username or password.",
);
pub(crate) const AUTH_PROVIDER_INVALID: Code = Code(
    1003,
    "AuthProviderInvalid",
    "Invalid authentication provider.",
);
pub(crate) const AUTH_ACCOUNT_ALREADY_EXISTS: Code = Code(
    1004,
    "AuthAccountAlreadyExists",
    "An account already exists using this email address.",
);
pub(crate) const AUTH_TFA_FAILED: Code =
    Code(1005, "AuthTFAFailed", "Incorrect TFA Security Code.");
pub(crate) const AUTH_TFA_INVALID: Code = Code(
    1006,
    "AuthTFAInvalid",
    "Invalid TFA Security Code or Login Token.",
);
pub(crate) const AUTH_REGISTRATION_DISABLED: Code = Code(
    1010,
    "AuthRegistrationDisabled",
    "Registration is disabled. Contact your system administrator.",
);
pub(crate) const AUTH_REGISTRATION_DOMAIN_UNAUTHORIZED: Code = Code(
    1011,
    "AuthRegistrationDomainUnauthorized",
    "You are not authorized to register. Your domain is not whitelisted.",
);
pub(crate) const INPUT_INVALID: Code = Code(1012, "InputInvalid", "Input data is invalid.");
pub(crate) const PASSWORD_TOO_SHORT: Code = Code(
    1012,
    "InputInvalid",
    "Password must be at least 6 characters!",
);
pub(crate) const AUTH_ACCOUNT_BANNED: Code =
    Code(1013, "AuthAccountBanned", "Your account has been disabled.");
pub(crate) const AUTH_ACCOUNT_NOT_VERIFIED: Code = Code(
    1014,
    "AuthAccountNotVerified",
    "You must verify your account before your can login.",
);
pub(crate) const AUTH_VALIDATION_TOKEN_INVALID: Code = Code(
    1015,
    "AuthValidationTokenInvalid",
    "Invalid validation token.",
);
pub(crate) const USER_NOT_FOUND: Code = Code(1016, "UserNotFound", "This user does not exist.");
pub(crate) const USER_DELETE_PROTECTED: Code = Code(
    1018,
    "UserDeleteProtected",
    "Cannot delete a protected system account.",
);
pub(crate) const AUTH_REQUIRED: Code = Code(
    1019,
    "AuthRequired",
    "You must be authenticated to access this resource.",
);
pub(crate) const AUTH_PASSWORD_INVALID: Code =
    Code(1020, "AuthPasswordInvalid", "Password is incorrect.");
pub(crate) const ASSET_FOLDER_EXISTS: Code = Code(
    2002,
    "AssetFolderExists",
    "An asset folder with the same name already exists.",
);
pub(crate) const ASSET_DELETE_FORBIDDEN: Code = Code(
    2003,
    "AssetDeleteForbidden",
    "You are not authorized to delete this asset.",
);
pub(crate) const ASSET_INVALID: Code = Code(
    2004,
    "AssetInvalid",
    "This asset does not exist or is invalid.",
);
pub(crate) const ASSET_RENAME_COLLISION: Code = Code(
    2005,
    "AssetRenameCollision",
    "An asset with the same filename in the same folder already exists.",
);
pub(crate) const ASSET_RENAME_FORBIDDEN: Code = Code(
    2006,
    "AssetRenameForbidden",
    "You are not authorized to rename this asset.",
);
pub(crate) const ASSET_RENAME_INVALID: Code = Code(
    2007,
    "AssetRenameInvalid",
    "The new asset filename is invalid.",
);
pub(crate) const ASSET_RENAME_INVALID_EXT: Code = Code(
    2008,
    "AssetRenameInvalidExt",
    "The file extension cannot be changed on an existing asset.",
);
pub(crate) const MAIL_NOT_CONFIGURED: Code = Code(
    3002,
    "MailNotConfigured",
    "The mail configuration is incomplete or invalid.",
);
pub(crate) const MAIL_INVALID_RECIPIENT: Code = Code(
    3004,
    "MailInvalidRecipient",
    "The recipient email address is invalid.",
);
pub(crate) const PAGE_DUPLICATE_CREATE: Code = Code(
    6002,
    "PageDuplicateCreate",
    "Cannot create this page because an entry already exists at the same path.",
);
pub(crate) const PAGE_NOT_FOUND: Code = Code(6003, "PageNotFound", "This page does not exist.");
pub(crate) const PAGE_EMPTY_CONTENT: Code =
    Code(6004, "PageEmptyContent", "Page content cannot be empty.");
pub(crate) const PAGE_ILLEGAL_PATH: Code = Code(
    6005,
    "PageIllegalPath",
    "Page path cannot contains illegal characters.",
);
pub(crate) const PAGE_PATH_COLLISION: Code = Code(
    6006,
    "PagePathCollision",
    "Destination page path already exists.",
);
pub(crate) const PAGE_MOVE_FORBIDDEN: Code = Code(
    6007,
    "PageMoveForbidden",
    "You are not authorized to move this page.",
);
pub(crate) const PAGE_UPDATE_FORBIDDEN: Code = Code(
    6009,
    "PageUpdateForbidden",
    "You are not authorized to update this page.",
);
pub(crate) const PAGE_DELETE_FORBIDDEN: Code = Code(
    6010,
    "PageDeleteForbidden",
    "You are not authorized to delete this page.",
);
pub(crate) const PAGE_RESTORE_FORBIDDEN: Code = Code(
    6011,
    "PageRestoreForbidden",
    "You are not authorized to restore this page version.",
);
pub(crate) const PAGE_HISTORY_FORBIDDEN: Code = Code(
    6012,
    "PageHistoryForbidden",
    "You are not authorized to view the history of this page.",
);
pub(crate) const PAGE_VIEW_FORBIDDEN: Code = Code(
    6013,
    "PageViewForbidden",
    "You are not authorized to view this page.",
);
pub(crate) const SYSTEM_SSL_DISABLED: Code = Code(7002, "SystemSSLDisabled", "SSL is not enabled.");
pub(crate) const COMMENT_POST_FORBIDDEN: Code = Code(
    8002,
    "CommentPostForbidden",
    "You are not authorized to post a comment on this page.",
);
pub(crate) const COMMENT_CONTENT_MISSING: Code = Code(
    8003,
    "CommentContentMissing",
    "Comment content is missing or too short.",
);
pub(crate) const COMMENT_MANAGE_FORBIDDEN: Code = Code(
    8004,
    "CommentManageForbidden",
    "You are not authorized to manage comments on this page.",
);
pub(crate) const COMMENT_NOT_FOUND: Code =
    Code(8005, "CommentNotFound", "This comment does not exist.");
pub(crate) const COMMENT_VIEW_FORBIDDEN: Code = Code(
    8006,
    "CommentViewForbidden",
    "You are not authorized to view comments for this page.",
);
