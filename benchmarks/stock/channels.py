"""The stock consumer: joins a group and sends on what the group is told."""

from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

pages = get_asgi_application()


class Reader(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.channel_layer.group_add("readers", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard("readers", self.channel_name)

    async def update(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


application = ProtocolTypeRouter(
    {"http": pages, "websocket": URLRouter([path("reader", Reader.as_asgi())])}
)
