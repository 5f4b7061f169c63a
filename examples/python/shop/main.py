from cdktf import App

from shop import Shop

app = App()
Shop(app, "acme")
app.synth()
