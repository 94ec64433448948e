"""`/` says nothing, `/publish` tells everybody."""

from channels.layers import get_channel_layer
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


async def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@csrf_exempt
async def publish(request: HttpRequest) -> HttpResponse:
    layer = get_channel_layer()
    await layer.group_send("readers", {"type": "update", "text": request.body.decode()})
    return HttpResponse()


urlpatterns = [path("", empty), path("publish", publish)]
