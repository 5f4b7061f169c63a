using HashiCorp.Cdktf;

var app = new App();
_ = new Acme.Shop.Shop(app, "acme");
app.Synth();
