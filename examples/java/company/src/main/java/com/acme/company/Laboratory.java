package com.acme.company;

import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.TerraformStack;
import com.quanttide.cloud.Platform;
import com.quanttide.cloud.Target;
import com.quanttide.cloud.data.RelationalDatabase;
import com.quanttide.cloud.web.WebService;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** Experiments, in a stack that the infrastructure team looks after: providers and backend are theirs. */
public final class Laboratory extends TerraformStack {
    public Laboratory(Construct scope, String id) {
        super(scope, id);
        LocalBackend.Builder.create(this).path("laboratory.tfstate").build();
        addOverride("provider.kubernetes", List.of(Map.of("config_path", "~/.kube/laboratory")));
        addOverride("provider.helm", List.of(Map.of("kubernetes", Map.of("config_path", "~/.kube/laboratory"))));
        Platform.Builder.create(this, "platform").target(Target.k3s()).build();
        RelationalDatabase results = new RelationalDatabase(this, "results");
        WebService.Builder.create(this, "notebook").image("ghcr.io/acme/notebook:0.3.0").port(8888).build().bind(results);
    }
}
