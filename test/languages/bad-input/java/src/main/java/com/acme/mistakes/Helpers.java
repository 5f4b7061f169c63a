package com.acme.mistakes;

import com.quanttide.cloud.DriverManifest;
import com.quanttide.cloud.FactSource;
import com.quanttide.cloud.NetworkPeer;
import com.quanttide.cloud.PodSecurityFacts;
import com.quanttide.cloud.PodSecurityLevel;
import com.quanttide.cloud.SecretReference;
import com.quanttide.cloud.Workload;
import com.quanttide.cloud.WorkloadProps;
import com.quanttide.cloud.accounts.IClientDemands;
import com.quanttide.cloud.data.RelationalDatabaseCapability;
import com.quanttide.cloud.data.RelationalDatabaseDriver;
import com.quanttide.cloud.data.RelationalDatabaseOutcome;
import com.quanttide.cloud.data.RelationalDatabaseRequest;
import com.quanttide.cloud.secrets.SecretStoreCapability;
import com.quanttide.cloud.secrets.SecretStoreDriver;
import com.quanttide.cloud.secrets.SecretStoreOutcome;
import com.quanttide.cloud.secrets.SecretStoreRequest;
import com.quanttide.cloud.web.WebService;
import java.util.List;
import java.util.Map;

/** What cases need that is written in each language for itself. */
final class Helpers {
    private static final List<FactSource> SOURCES = List.of(FactSource.builder().seenIn("nowhere").date("2026-11-22").build());

    static String repeated(String text, int times) {
        return text.repeat(times);
    }

    static void exposeMany(WebService service, int hosts) {
        for (int number = 0; number < hosts; number++) {
            service.expose("www.shop-" + number + ".example");
        }
    }

    static IClientDemands clientDemands(String redirectUri, String group) {
        return new IClientDemands() {
            @Override
            public List<String> getRedirectUris() {
                return redirectUri.isEmpty() ? List.of() : List.of(redirectUri);
            }

            @Override
            public List<String> getGroups() {
                return group.isEmpty() ? List.of() : List.of(group);
            }
        };
    }

    static IClientDemands longClientDemands(int characters) {
        return clientDemands("https://shop.acme.example/" + repeated("x", characters), "");
    }

    static SecretStoreDriver faultySecretStore() {
        return new FaultySecretStore();
    }

    static RelationalDatabaseDriver faultyDatabase(String fault) {
        return new FaultyDatabase(fault);
    }

    private Helpers() {
    }

    /** Says that it can fetch, and does not say from where. */
    private static final class FaultySecretStore extends SecretStoreDriver {
        @Override
        public DriverManifest getManifest() {
            return DriverManifest.builder().product("faulty").title("Faulty").contract("secrets.SecretStore").sources(SOURCES).build();
        }

        @Override
        public List<SecretStoreCapability> getCapabilities() {
            return List.of(SecretStoreCapability.FETCH);
        }

        @Override
        public SecretStoreOutcome provision(SecretStoreRequest request) {
            return SecretStoreOutcome.builder().peer(NetworkPeer.anywhere("nowhere")).build();
        }
    }

    /** Does wrong what its fault says. */
    private static final class FaultyDatabase extends RelationalDatabaseDriver {
        private final String fault;

        FaultyDatabase(String fault) {
            this.fault = fault;
        }

        @Override
        public DriverManifest getManifest() {
            PodSecurityLevel level = fault.equals("pods of the level baseline") ? PodSecurityLevel.BASELINE : PodSecurityLevel.RESTRICTED;
            return DriverManifest.builder()
                    .product("faulty")
                    .title("Faulty")
                    .contract("data.RelationalDatabase")
                    .podSecurity(PodSecurityFacts.builder().level(level).build())
                    .sources(SOURCES)
                    .build();
        }

        @Override
        public List<RelationalDatabaseCapability> getCapabilities() {
            return List.of();
        }

        @Override
        public RelationalDatabaseOutcome provision(RelationalDatabaseRequest request) {
            if (fault.equals("an exception")) {
                throw new IllegalStateException("no such region");
            }
            if (fault.equals("nothing")) {
                return null;
            }
            RelationalDatabaseOutcome.Builder outcome = RelationalDatabaseOutcome.builder()
                    .host("db.acme.example")
                    .port(5432)
                    .username(key(request, "username"))
                    .password(key(request, "password"));
            if (fault.equals("pods of the level baseline")) {
                outcome.workload(new Workload(request.getScope(), "pods", WorkloadProps.builder()
                        .name(request.getName())
                        .namespaceName(request.getNamespaceName())
                        .labels(Map.of("app", request.getName()))
                        .build()));
            }
            return outcome.build();
        }

        private static SecretReference key(RelationalDatabaseRequest request, String key) {
            return SecretReference.builder().namespaceName(request.getNamespaceName()).secretName(request.getName()).key(key).build();
        }
    }
}
