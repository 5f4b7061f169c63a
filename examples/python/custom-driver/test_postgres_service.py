import unittest

from quanttide_cloud import testing

from postgres_service import PostgresService


class PostgresServiceTest(unittest.TestCase):
    def test_does_all_that_the_contract_demands(self) -> None:
        for check in testing.RelationalDatabaseConformance.of(PostgresService()).checks:
            with self.subTest(check.title):
                check.run()


if __name__ == "__main__":
    unittest.main()
