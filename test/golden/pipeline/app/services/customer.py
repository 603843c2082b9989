"""The service of customers."""

from typing import ClassVar

from app.models.customer import Customer
from app.schemas.customer import CustomerCreate, CustomerUpdate
from app.services.base import BaseRepository, Filters, Sorts
from app.services.rules import Rules


class CustomerService(BaseRepository[Customer, CustomerCreate, CustomerUpdate]):
    """Rows of `customers`, with filters, sorting and rules."""

    noun = "customer"
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
    rules = Rules(
        uniques=("email",),
    )


customer_service = CustomerService(Customer)
