"""The settings that a deployment requires, with valid values."""

from typing import Any

from app.config import Environment

DEPLOYED: dict[str, Any] = {
    "environment": Environment.PRODUCTION,
    "database_url": "postgresql://me:secret@db/shop",
    "cors_origins": "",
    "allowed_hosts": "api.example.com, www.example.com",
    "rate_limit_per_minute": "600",
    "trusted_proxies": "",
    "clerk_issuer": "https://clerk.example.com",
    "clerk_authorized_parties": "https://www.example.com",
    "clerk_webhook_secret": "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0",
    "celery_broker_url": "redis://:secret@queue:6379/0",
    "llm_provider": "fake",
}
