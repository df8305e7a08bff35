"""Reading one moment: writes are refused inside, and possible again afterwards."""

import pytest
from django.db import OperationalError
from django.utils import timezone

from ops.models import Heartbeat
from ops.snapshot import snapshot


@pytest.mark.django_db
@pytest.mark.any_database
def test_a_write_inside_is_refused_by_the_database() -> None:
    def write() -> None:
        Heartbeat.objects.create(name="snapshot", seen_at=timezone.now())

    with pytest.raises(OperationalError), snapshot():
        write()
    write()
    with snapshot():
        assert Heartbeat.objects.filter(name="snapshot").exists()
