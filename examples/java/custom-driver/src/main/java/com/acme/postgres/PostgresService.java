package com.acme.postgres;

import com.quanttide.cloud.CustomResources;
import com.quanttide.cloud.DataObject;
import com.quanttide.cloud.DriverManifest;
import com.quanttide.cloud.Operator;
import com.quanttide.cloud.OperatorProps;
import com.quanttide.cloud.Platform;
import com.quanttide.cloud.ResourceRequests;
import com.quanttide.cloud.SecretReference;
import com.quanttide.cloud.Size;
import com.quanttide.cloud.SizedRequests;
import com.quanttide.cloud.Target;
import com.quanttide.cloud.Workload;
import com.quanttide.cloud.data.RelationalDatabaseCapability;
import com.quanttide.cloud.data.RelationalDatabaseDriver;
import com.quanttide.cloud.data.RelationalDatabaseOutcome;
import com.quanttide.cloud.data.RelationalDatabaseRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** Acme's own PostgreSQL service: one {@code PostgresInstance} for each database. */
public final class PostgresService extends RelationalDatabaseDriver {
    @Override
    public DriverManifest getManifest() {
        return Facts.MANIFEST;
    }

    @Override
    public List<RelationalDatabaseCapability> getCapabilities() {
        return List.of(RelationalDatabaseCapability.EXTENSIONS, RelationalDatabaseCapability.REPLICAS);
    }

    @Override
    public void install(IConstruct scope) {
        operator(scope);
    }

    @Override
    public RelationalDatabaseOutcome provision(RelationalDatabaseRequest request) {
        String name = request.getName();
        String namespace = request.getNamespaceName();
        Construct scope = request.getScope();
        Operator operator = operator(scope);
        Workload workload = Workload.Builder.create(scope, "pods")
                .name(name)
                .namespaceName(namespace)
                .labels(Map.of("platform.acme.example/instance", name))
                .build();
        CustomResources.Builder.create(scope, "instance")
                .releaseName(name)
                .namespaceName(namespace)
                .objects(List.of(instance(request)))
                .after(operator.getAddresses())
                .build();
        return RelationalDatabaseOutcome.builder()
                .host(name + "-pg." + namespace + ".svc")
                .port(Facts.PORT)
                .username(secret(request, "username"))
                .password(secret(request, "password"))
                .uri(secret(request, "uri"))
                .workload(workload)
                .operator(operator)
                .dataObjects(List.of(DataObject.builder()
                        .kind("PostgresInstance.platform.acme.example")
                        .namespaceName(namespace)
                        .name(name)
                        .build()))
                .build();
    }

    /** The operator makes this Secret; its values are nowhere else. */
    private static SecretReference secret(RelationalDatabaseRequest request, String key) {
        return SecretReference.builder()
                .namespaceName(request.getNamespaceName())
                .secretName(request.getName() + "-pg-owner")
                .key(key)
                .build();
    }

    /** Once per cluster, however many databases there are. */
    private static Operator operator(IConstruct scope) {
        Platform platform = Platform.of(scope);
        Target target = platform.getTarget();
        List<Map<String, String>> pullSecrets = target.getImagePullSecrets().stream().map(secret -> Map.of("name", secret)).toList();
        return Operator.require(scope, OperatorProps.builder()
                .manifest(Facts.MANIFEST)
                .namespaceName("acme-postgres-service")
                .podLabels(Map.of("app.kubernetes.io/name", "postgres-service"))
                .wiring(Map.of("fullnameOverride", "postgres-service"))
                .values(Map.of(
                        "replicas", operatorRequests(platform.getSize()).getInstances(),
                        "image", target.image(Facts.OPERATOR_IMAGE),
                        "imagePullSecrets", pullSecrets))
                .advice("new PostgresService().install(stack)")
                .build());
    }

    private static ResourceRequests operatorRequests(Size size) {
        SizedRequests requests = Facts.OPERATOR_REQUESTS;
        return switch (size) {
            case SMALL -> requests.getSmall();
            case MEDIUM -> requests.getMedium();
            case LARGE -> requests.getLarge();
        };
    }

    private static Map<String, Object> instance(RelationalDatabaseRequest request) {
        Target target = request.getTarget();
        ResourceRequests requests = request.getRequests();
        // A map that may hold what is not there, such as a storage class.
        Map<String, Object> storage = new HashMap<>();
        storage.put("size", requests.getStorage());
        storage.put("class", target.getStorageClass());
        Map<String, Object> wiring = Map.of(
                "image", target.image(Facts.INSTANCE_IMAGE),
                "database", request.getDatabaseName(),
                "owner", request.getOwner(),
                "extensions", request.getExtensions().stream().sorted().toList(),
                "replicas", requests.getInstances(),
                "storage", storage);
        Map<String, Object> values = Map.of("resources", Map.of("cpu", requests.getCpu(), "memory", requests.getMemory()));
        return Map.of(
                "apiVersion", "platform.acme.example/v1",
                "kind", "PostgresInstance",
                "metadata", Map.of("name", request.getName(), "namespace", request.getNamespaceName(), "labels", request.getLabels()),
                "spec", request.withOverrides("the PostgresInstance", wiring, values));
    }
}
