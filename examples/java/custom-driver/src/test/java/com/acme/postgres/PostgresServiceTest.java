package com.acme.postgres;

import com.quanttide.cloud.testing.RelationalDatabaseConformance;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One test for each thing that the contract demands. */
class PostgresServiceTest {
    @TestFactory
    Stream<DynamicTest> conformance() {
        return RelationalDatabaseConformance.of(new PostgresService()).getChecks().stream()
                .map(check -> DynamicTest.dynamicTest(check.getTitle(), check::run));
    }
}
