"""Acme's own PostgreSQL service as a driver: one `PostgresInstance` for each database."""
import jsii
from constructs import IConstruct
from quanttide_cloud import CustomResources, DataObject, DriverManifest, Operator, Platform, SecretReference, Size, Workload, data

from postgres_service_facts import INSTANCE_IMAGE, MANIFEST, OPERATOR_IMAGE, OPERATOR_REQUESTS

PORT = 5432
OPERATOR_INSTANCES = {
    Size.SMALL: OPERATOR_REQUESTS.small.instances,
    Size.MEDIUM: OPERATOR_REQUESTS.medium.instances,
    Size.LARGE: OPERATOR_REQUESTS.large.instances,
}


class PostgresService(data.RelationalDatabaseDriver):
    @property
    def manifest(self) -> DriverManifest:
        return MANIFEST

    @property
    def capabilities(self) -> list[data.RelationalDatabaseCapability]:
        return [data.RelationalDatabaseCapability.EXTENSIONS, data.RelationalDatabaseCapability.REPLICAS]

    def install(self, scope: IConstruct) -> None:
        self._operator(scope)

    def provision(self, request: data.RelationalDatabaseRequest) -> data.RelationalDatabaseOutcome:
        name, namespace_name, scope = request.name, request.namespace_name, request.scope
        operator = self._operator(scope)
        workload = Workload(
            scope, "pods", name=name, namespace_name=namespace_name, labels={"platform.acme.example/instance": name}
        )
        CustomResources(
            scope,
            "instance",
            release_name=name,
            namespace_name=namespace_name,
            objects=[self._instance(request)],
            after=operator.addresses,
        )

        # The operator makes this Secret; its values are nowhere else.
        def secret(key: str) -> SecretReference:
            return SecretReference(namespace_name=namespace_name, secret_name=f"{name}-pg-owner", key=key)

        return data.RelationalDatabaseOutcome(
            host=f"{name}-pg.{namespace_name}.svc",
            port=PORT,
            username=secret("username"),
            password=secret("password"),
            uri=secret("uri"),
            workload=workload,
            operator=operator,
            data_objects=[
                DataObject(kind="PostgresInstance.platform.acme.example", namespace_name=namespace_name, name=name)
            ],
        )

    def _operator(self, scope: IConstruct) -> Operator:
        """Once per cluster, however many databases there are."""
        platform = Platform.of(scope)
        target = platform.target
        return Operator.require(
            scope,
            manifest=MANIFEST,
            namespace_name="acme-postgres-service",
            pod_labels={"app.kubernetes.io/name": "postgres-service"},
            wiring={"fullnameOverride": "postgres-service"},
            values={
                "replicas": OPERATOR_INSTANCES[platform.size],
                "image": target.image(OPERATOR_IMAGE),
                "imagePullSecrets": [{"name": secret} for secret in target.image_pull_secrets],
            },
            advice="PostgresService().install(stack)",
        )

    def _instance(self, request: data.RelationalDatabaseRequest) -> dict:
        target, requests = request.target, request.requests
        wiring = {
            "image": target.image(INSTANCE_IMAGE),
            "database": request.database_name,
            "owner": request.owner,
            "extensions": sorted(request.extensions),
            "replicas": requests.instances,
            "storage": {"size": requests.storage, "class": target.storage_class},
        }
        values = {"resources": {"cpu": requests.cpu, "memory": requests.memory}}
        return {
            "apiVersion": "platform.acme.example/v1",
            "kind": "PostgresInstance",
            "metadata": {"name": request.name, "namespace": request.namespace_name, "labels": request.labels},
            "spec": request.with_overrides("the PostgresInstance", wiring, values),
        }
