//! The server's own error codes, as a type that keeps the ones it does not know.

use std::fmt;

macro_rules! codes {
    ($($number:literal $name:ident $doc:literal,)*) => {
        /// A code with which the server says what went wrong.
        ///
        /// The names are the server's slugs. New releases bring new codes: one that this version of the SDK does
        /// not know is [`Unknown`](Self::Unknown) with its number.
        ///
        /// Some codes mislead: creating a page without the permission for it says
        /// [`PageDeleteForbidden`](Self::PageDeleteForbidden).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ServerCode {
            /// 1: anything the server has no code for. Often the work broke half-way.
            Unspecific,
            $(#[doc = concat!(stringify!($number), ": ", $doc)] $name,)*
            /// A code that this version of the SDK does not know.
            Unknown(i64),
        }

        impl ServerCode {
            /// The number of the code.
            pub fn number(self) -> i64 {
                match self {
                    Self::Unspecific => 1,
                    $(Self::$name => $number,)*
                    Self::Unknown(number) => number,
                }
            }

            /// The short name of the code; `None` for one that is not known.
            pub fn slug(self) -> Option<&'static str> {
                match self {
                    $(Self::$name => Some(stringify!($name)),)*
                    Self::Unspecific | Self::Unknown(_) => None,
                }
            }
        }

        impl From<i64> for ServerCode {
            fn from(number: i64) -> Self {
                match number {
                    1 => Self::Unspecific,
                    $($number => Self::$name,)*
                    other => Self::Unknown(other),
                }
            }
        }

        #[cfg(test)]
        const KNOWN: &[ServerCode] = &[$(ServerCode::$name,)*];
    };
}

codes! {
    1001 AuthGenericError "signing in failed for a reason of the server's.",
    1002 AuthLoginFailed "wrong user name or password.",
    1003 AuthProviderInvalid "no such sign-in strategy.",
    1004 AuthAccountAlreadyExists "an account with this e-mail address exists.",
    1005 AuthTFAFailed "the code of the second factor is wrong.",
    1006 AuthTFAInvalid "the code of the second factor, or its token, is malformed.",
    1007 BruteInstanceIsInvalid "the server's protection against guessing is not set up.",
    1008 BruteTooManyAttempts "too many attempts.",
    1009 UserCreationFailed "the user could not be created.",
    1010 AuthRegistrationDisabled "users may not register themselves.",
    1011 AuthRegistrationDomainUnauthorized "addresses of this domain may not register.",
    1012 InputInvalid "a value is not allowed; the message says which.",
    1013 AuthAccountBanned "the account is deactivated.",
    1014 AuthAccountNotVerified "the account's address was never verified.",
    1015 AuthValidationTokenInvalid "the continuation token is used up or wrong.",
    1016 UserNotFound "no such user.",
    1017 UserDeleteForeignConstraint "content of the user stands in the way of deleting it.",
    1018 UserDeleteProtected "a system account cannot be deleted.",
    1019 AuthRequired "only for users who are signed in: the call ran as guest.",
    1020 AuthPasswordInvalid "the current password is wrong.",
    2001 AssetGenericError "the file operation failed for a reason of the server's.",
    2002 AssetFolderExists "a folder of this name exists.",
    2003 AssetDeleteForbidden "the file may not be deleted.",
    2004 AssetInvalid "no such file.",
    2005 AssetRenameCollision "a file of this name exists.",
    2006 AssetRenameForbidden "the file may not be renamed.",
    2007 AssetRenameInvalid "the new name is not allowed.",
    2008 AssetRenameInvalidExt "the new name has another extension.",
    2009 AssetRenameTargetForbidden "the file may not be given this name.",
    3001 MailGenericError "mail failed for a reason of the server's.",
    3002 MailNotConfigured "the server has no mail settings.",
    3003 MailTemplateFailed "the server could not make the mail's text.",
    3004 MailInvalidRecipient "the recipient is no mail address.",
    4001 SearchGenericError "the search failed for a reason of the server's.",
    4002 SearchActivationFailed "the search engine could not be switched on.",
    5001 LocaleGenericError "a locale operation failed for a reason of the server's.",
    5002 LocaleInvalidNamespace "no such locale or namespace.",
    6001 PageGenericError "a page operation failed for a reason of the server's.",
    6002 PageDuplicateCreate "a page exists at this path.",
    6003 PageNotFound "no such page.",
    6004 PageEmptyContent "the content is empty.",
    6005 PageIllegalPath "the path holds what no path may hold.",
    6006 PagePathCollision "a page exists at the new path.",
    6007 PageMoveForbidden "the page may not be moved.",
    6008 PageCreateForbidden "no page may be created here.",
    6009 PageUpdateForbidden "the page may not be changed.",
    6010 PageDeleteForbidden "the page may not be deleted, or not be created.",
    6011 PageRestoreForbidden "the version may not be restored.",
    6012 PageHistoryForbidden "the history may not be read.",
    6013 PageViewForbidden "the page may not be read.",
    7001 SystemGenericError "a system operation failed for a reason of the server's.",
    7002 SystemSSLDisabled "the server does not serve HTTPS itself.",
    7003 SystemSSLRenewInvalidProvider "the certificate is not one the server can renew.",
    7004 SystemSSLLEUnavailable "Let's Encrypt cannot be reached.",
    8001 CommentGenericError "a comment operation failed for a reason of the server's.",
    8002 CommentPostForbidden "no comment may be written here.",
    8003 CommentContentMissing "the comment is empty or too short.",
    8004 CommentManageForbidden "the comment may not be changed.",
    8005 CommentNotFound "no such comment.",
    8006 CommentViewForbidden "the comments may not be read.",
}

impl ServerCode {
    /// True for the codes that say: not allowed for this identity.
    pub fn is_forbidden(self) -> bool {
        self.slug().is_some_and(|slug| slug.ends_with("Forbidden"))
    }

    /// True for the codes that say: there is no such thing.
    pub fn is_not_found(self) -> bool {
        matches!(
            self,
            Self::PageNotFound | Self::UserNotFound | Self::CommentNotFound | Self::AssetInvalid
        )
    }

    /// True for the codes with which something is refused that may be done all the same: the account was made, and
    /// only its mail failed.
    pub fn may_come_late(self) -> bool {
        matches!(self.number(), 3001..=3004)
    }

    /// True for the codes that say: something of this name or path is there already.
    pub fn is_taken(self) -> bool {
        matches!(
            self,
            Self::PageDuplicateCreate
                | Self::PagePathCollision
                | Self::AssetFolderExists
                | Self::AssetRenameCollision
                | Self::AuthAccountAlreadyExists
        )
    }
}

impl fmt::Display for ServerCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.slug() {
            Some(slug) => write!(f, "{} {slug}", self.number()),
            None => write!(f, "code {}", self.number()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_by_its_number() {
        assert_eq!(KNOWN.len(), 60);
        for code in KNOWN {
            assert_eq!(ServerCode::from(code.number()), *code);
        }
    }

    #[test]
    fn the_codes_of_mail_may_come_late() {
        let late: Vec<_> = KNOWN
            .iter()
            .filter(|code| code.may_come_late())
            .map(|code| code.to_string())
            .collect();
        assert_eq!(
            late,
            [
                "3001 MailGenericError",
                "3002 MailNotConfigured",
                "3003 MailTemplateFailed",
                "3004 MailInvalidRecipient",
            ]
        );
    }

    #[test]
    fn an_unknown_code_keeps_its_number() {
        assert_eq!(ServerCode::from(9999), ServerCode::Unknown(9999));
        assert_eq!(ServerCode::from(9999).to_string(), "code 9999");
        assert_eq!(ServerCode::PageNotFound.to_string(), "6003 PageNotFound");
    }
}
