"""Every page of the back office, in the order of the side bar."""

from django.contrib import admin
from django.contrib.auth.models import Group, User

from liveblog.backoffice.articles import ArticleAdmin
from liveblog.backoffice.authors import AuthorAdmin
from liveblog.backoffice.blogs import LiveBlogAdmin
from liveblog.backoffice.changes import ChangeAdmin
from liveblog.backoffice.images import ImageAdmin
from liveblog.backoffice.memberships import MembershipAdmin
from liveblog.backoffice.posts import PostAdmin
from liveblog.backoffice.share_links import ShareLinkAdmin
from liveblog.backoffice.tokens import ApiTokenAdmin
from liveblog.backoffice.users import StaffUserAdmin
from liveblog.models import (
    ApiToken,
    Article,
    Author,
    Change,
    Image,
    LiveBlog,
    Membership,
    Post,
    ShareLink,
)

PAGES = {
    LiveBlog: LiveBlogAdmin,
    Post: PostAdmin,
    Article: ArticleAdmin,
    Author: AuthorAdmin,
    Image: ImageAdmin,
    ShareLink: ShareLinkAdmin,
    Change: ChangeAdmin,
    Membership: MembershipAdmin,
    ApiToken: ApiTokenAdmin,
    User: StaffUserAdmin,
}

# Importing Django's page for accounts registers it; roles per blog replace groups.
admin.site.unregister([User, Group])
for model, page in PAGES.items():
    admin.site.register(model, page)
