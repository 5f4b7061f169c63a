package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hashicorp.cdktf.Testing;
import com.quanttide.cloud.testing.Template;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopTest {
    private final Template template = Template.synth(new Shop(Testing.app(), "acme"));

    @Test
    void runsTwice() {
        template.assertResource("kubernetes_deployment_v1", Map.of("metadata", Map.of("name", "shop"), "spec", Map.of("replicas", "2")));
        template.assertResourceCount("kubernetes_cron_job_v1", 1);
    }

    @Test
    void backsOrdersUpEveryNight() {
        template.assertObject("Cluster", Map.of("metadata", Map.of("name", "orders")));
        template.assertObject("ScheduledBackup", Map.of("spec", Map.of("schedule", "0 0 2 * * *")));
    }

    @Test
    void tellsWhatIsMissing() {
        Map<String, Object> other = Map.of("metadata", Map.of("name", "shoop"));
        RuntimeException error = assertThrows(RuntimeException.class, () -> template.assertResource("kubernetes_deployment_v1", other));
        assertTrue(error.getMessage().contains("metadata.name"));
    }
}
