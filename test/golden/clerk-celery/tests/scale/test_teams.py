"""Teams over HTTP, with one request at one process and the next at another."""

# All but those that count statements: only a connection of this process can be watched.
from tests.api.test_teams import (  # noqa: F401 - collected, with the fixtures of this folder
    test_a_dashboard_names_roles_that_nobody_has,
    test_a_team_needs_a_name,
    test_a_team_of_others_is_not_there,
    test_members_see_a_team_and_owners_change_it,
    test_nothing_else_can_be_asked_of_a_list,
    test_ones_teams_come_in_pages,
    test_what_is_no_id_is_422,
    test_who_is_not_logged_in_is_401,
    test_who_starts_a_team_owns_it,
)
