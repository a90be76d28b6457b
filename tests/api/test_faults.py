# SPDX-License-Identifier: MIT
"""What a worker survives without anybody's help: a system that has nothing left for one more connection."""

import os
import resource
import time
import unittest
from pathlib import Path

from harness import another
from probe import Background, wait_until


def connections(pid):
    """Sockets of a worker beside the one that it listens on."""
    links = [os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir()]
    return sum(link.startswith("socket:") for link in links) - 1


class Deaf(unittest.TestCase):
    def test_a_worker_hears_again(self):
        """No descriptor is left when nginx calls, and no connection is open whose end would be an event."""
        instance = another(workers=1)
        instance.expect_alarm(r"accept: Too many open files")
        pid, = instance.workers()
        wait_until(lambda: connections(pid) == 0, "nginx lets go of its connections", 30)
        before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        used = {int(link.name) for link in Path(f"/proc/{pid}/fd").iterdir()}
        first_free = min(set(range(len(used) + 1)) - used)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (first_free, before[1]))
        request = Background(instance.client("demo").get, "/api/health")
        wait_until(lambda: "accept: Too many open files" in instance.server_log.read_text(), "the failure")
        time.sleep(0.5)
        self.assertTrue(request.running(), "answered without a descriptor")
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
        request.result().expect(200)
        self.assertEqual(instance.workers(), [pid])
        self.assertEqual(instance.server_log.read_text().count("accept: Too many open files"), 1)
