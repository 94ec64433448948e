"""The domain: fields, constraints, querysets, and questions about itself."""

from liveblog.models.articles import Article
from liveblog.models.authors import Author, PostAuthor
from liveblog.models.blogs import BlogStatus, Language, LiveBlog
from liveblog.models.changes import Change, Verb
from liveblog.models.images import Image
from liveblog.models.memberships import Membership, Role
from liveblog.models.placements import ArticleImage, PostImage
from liveblog.models.posts import Post, PostStatus
from liveblog.models.revisions import PostRevision, desk_notes
from liveblog.models.share_links import Network, ShareLink
from liveblog.models.tokens import ApiToken

__all__ = [
    "ApiToken",
    "Article",
    "ArticleImage",
    "Author",
    "BlogStatus",
    "Change",
    "Image",
    "Language",
    "LiveBlog",
    "Membership",
    "Network",
    "Post",
    "PostAuthor",
    "PostImage",
    "PostRevision",
    "PostStatus",
    "Role",
    "ShareLink",
    "Verb",
    "desk_notes",
]
