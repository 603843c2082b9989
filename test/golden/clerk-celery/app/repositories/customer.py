"""The repository of customers."""

from typing import ClassVar

from app.models.customer import Customer
from app.repositories.base import Filters, Repository, Sorts


class CustomerRepository(Repository[Customer]):
    """Rows of `customers`, with filters and sorting."""

    model = Customer
    filters: ClassVar[Filters] = {
        "email": lambda value: Customer.email == value,
        "created_at_from": lambda value: Customer.created_at >= value,
        "created_at_to": lambda value: Customer.created_at <= value,
        "updated_at_from": lambda value: Customer.updated_at >= value,
        "updated_at_to": lambda value: Customer.updated_at <= value,
    }
    sorts: ClassVar[Sorts] = {
        "name": Customer.name,
        "email": Customer.email,
        "created_at": Customer.created_at,
        "updated_at": Customer.updated_at,
    }
