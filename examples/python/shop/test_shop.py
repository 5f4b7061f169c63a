import unittest

from cdktf import Testing
from quanttide_cloud import testing

from shop import Shop


class ShopTest(unittest.TestCase):
    def setUp(self) -> None:
        self.template = testing.Template.synth(Shop(Testing.app(), "acme"))

    def test_runs_twice(self) -> None:
        self.template.assert_resource("kubernetes_deployment_v1", {"metadata": {"name": "shop"}, "spec": {"replicas": "2"}})
        self.template.assert_resource_count("kubernetes_cron_job_v1", 1)

    def test_backs_orders_up_every_night(self) -> None:
        self.template.assert_object("Cluster", {"metadata": {"name": "orders"}})
        self.template.assert_object("ScheduledBackup", {"spec": {"schedule": "0 0 2 * * *"}})

    def test_tells_what_is_missing(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "shop.*metadata.name"):
            self.template.assert_resource("kubernetes_deployment_v1", {"metadata": {"name": "shoop"}})


if __name__ == "__main__":
    unittest.main()
