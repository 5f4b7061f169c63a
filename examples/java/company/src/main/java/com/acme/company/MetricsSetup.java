package com.acme.company;

import com.quanttide.cloud.IProgramInput;
import com.quanttide.cloud.ManagedSecret;
import com.quanttide.cloud.ProgramSecret;
import java.util.List;
import java.util.Map;

/** What the program that sets up metrics works on: read when everything is declared. */
public final class MetricsSetup implements IProgramInput {
    private final ManagedSecret token;
    private final String release;

    public MetricsSetup(ManagedSecret token, String release) {
        this.token = token;
        this.release = release;
    }

    @Override
    public Map<String, String> getFiles() {
        return Map.of("index.txt", "stores: 1\n");
    }

    @Override
    public List<ProgramSecret> getSecrets() {
        return List.of(ProgramSecret.builder().path("token").secret(token.key("token")).build());
    }

    @Override
    public List<String> getAfter() {
        return List.of(token.getAddress(), release);
    }
}
