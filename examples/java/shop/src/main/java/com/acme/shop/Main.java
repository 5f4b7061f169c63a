package com.acme.shop;

import com.hashicorp.cdktf.App;

/** Writes the Terraform project of the shop. */
public final class Main {
    public static void main(String[] args) {
        App app = new App();
        new Shop(app, "acme");
        app.synth();
    }

    private Main() {
    }
}
