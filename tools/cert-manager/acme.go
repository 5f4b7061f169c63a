package main

// Plays ACME authorities. What it fakes, and nothing else:
// - issuers of the kind ACME are ready; no account is made at the authority, nor the Secret with the account's key;
// - what they are asked for is signed at once, by an authority that lives as long as this process: there are no Orders
//   and no Challenges, nobody proves that the names are theirs, and the certificates are trusted by nobody.

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"sync"
	"time"

	apiutil "github.com/cert-manager/cert-manager/pkg/api/util"
	cmapi "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	cmmeta "github.com/cert-manager/cert-manager/pkg/apis/meta/v1"
	"github.com/cert-manager/cert-manager/pkg/controller"
	"github.com/cert-manager/cert-manager/pkg/controller/certificaterequests"
	"github.com/cert-manager/cert-manager/pkg/issuer"
	"github.com/cert-manager/cert-manager/pkg/util/pki"
)

const (
	acmeController = "certificaterequests-issuer-acme"
	// acmeLifetime is what ACME authorities commonly give, whatever is asked for.
	acmeLifetime = 90 * 24 * time.Hour
)

func init() {
	issuer.RegisterIssuer(apiutil.IssuerACME, func(*controller.Context) (issuer.Interface, error) { return acme{}, nil })
	controller.Register(acmeController, func(factory *controller.ContextFactory) (controller.Interface, error) {
		signer := func(*controller.Context) certificaterequests.Issuer { return acme{} }
		return controller.NewBuilder(factory, acmeController).For(certificaterequests.New(apiutil.IssuerACME, signer)).Complete()
	})
}

type acme struct{}

// Setup says that the issuer is ready.
func (acme) Setup(_ context.Context, object cmapi.GenericIssuer) error {
	apiutil.SetIssuerCondition(object, object.GetGeneration(), cmapi.IssuerConditionReady, cmmeta.ConditionTrue, "ACMEAccountRegistered", "The ACME authority is simulated")
	return nil
}

// Sign signs a request. As with ACME, the root is not part of the answer.
func (acme) Sign(_ context.Context, request *cmapi.CertificateRequest, _ cmapi.GenericIssuer) (*issuer.IssueResponse, error) {
	authority, err := acmeAuthority()
	if err != nil {
		return nil, err
	}
	template, err := pki.CertificateTemplateFromCertificateRequest(request)
	if err != nil {
		return nil, err
	}
	template.NotAfter = template.NotBefore.Add(acmeLifetime)
	bundle, err := pki.SignCSRTemplate([]*x509.Certificate{authority.certificate}, authority.key, template)
	if err != nil {
		return nil, err
	}
	return &issuer.IssueResponse{Certificate: bundle.ChainPEM}, nil
}

type authority struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

// acmeAuthority is made once.
var acmeAuthority = sync.OnceValues(func() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "Simulated ACME authority"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.AddDate(1, 0, 0),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	}
	_, certificate, err := pki.SignCertificate(template, template, key.Public(), key)
	return &authority{certificate: certificate, key: key}, err
})
