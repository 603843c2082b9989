"""Teams over HTTP, with requests that alternate between two processes."""

# Without the tests that count queries: only connections of this process can be observed.
from tests.api.test_teams import (  # noqa: F401 - collected, with the fixtures of this folder
    test_a_dashboard_includes_roles_without_members,
    test_a_request_without_login_is_401,
    test_a_team_needs_a_name,
    test_a_users_teams_are_filtered_sorted_and_paged,
    test_an_invalid_id_is_422,
    test_another_team_is_404,
    test_invalid_queries_are_refused,
    test_members_see_a_team_and_owners_change_it,
    test_the_creator_of_a_team_owns_it,
)
