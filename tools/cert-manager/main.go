// Runs cert-manager's own controllers beside a cluster whose pods are simulated.
//
// Real: Certificates (trigger, key manager, request manager, issuing, readiness, revisions), the approval of their
// requests, Issuers and ClusterIssuers, and what self-signed and CA issuers sign.
// Played (acme.go): the ACME authority, because nobody is asked outside the machine.
// Not run: the webhook, the CA injector, Vault and Venafi issuers, certificates for Ingresses and Gateways.
//
// The controllers run while a pod of the operator is ready, as they would in it, and end with it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	cmapi "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	"github.com/cert-manager/cert-manager/pkg/controller"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/approver"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/ca"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/selfsigned"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/issuing"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/keymanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/readiness"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/requestmanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/revisionmanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/trigger"
	_ "github.com/cert-manager/cert-manager/pkg/controller/clusterissuers"
	_ "github.com/cert-manager/cert-manager/pkg/controller/issuers"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/ca"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/selfsigned"
)

const (
	// workers of each controller; cert-manager's own default.
	workers = 5
	// poll is how often the operator's pod is looked at.
	poll = 500 * time.Millisecond
)

// needed are the kinds that the controllers watch; they start once the API server knows all of them.
var needed = []string{"Certificate", "CertificateRequest", "ClusterIssuer", "Issuer"}

func main() {
	kubeconfig := flag.String("kubeconfig", "", "how the API server is reached")
	selector := flag.String("pods", "app.kubernetes.io/name=cert-manager", "labels of the operator's pods")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, *kubeconfig, *selector); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run lets the controllers live whenever the operator does, until the end of the context.
func run(ctx context.Context, kubeconfig, selector string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	operator := &operator{client: client, selector: selector}
	for {
		namespace, ok := operator.started(ctx)
		if !ok {
			return nil
		}
		fmt.Fprintf(os.Stderr, "running, with the operator in the namespace %q\n", namespace)
		life, end := context.WithCancel(ctx)
		go func() {
			operator.stopped(life)
			end()
		}()
		err := control(life, kubeconfig, namespace)
		end()
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		sleep(ctx)
	}
}

// control runs every controller that is linked in, until the end of the context.
func control(ctx context.Context, kubeconfig, namespace string) error {
	factory, err := controller.NewContextFactory(ctx, controller.ContextOptions{
		Kubeconfig:    kubeconfig,
		IssuerOptions: controller.IssuerOptions{ClusterResourceNamespace: namespace},
		// As the real command has them.
		CertificateOptions: controller.CertificateOptions{
			CopiedAnnotationPrefixes:                 []string{"*", "-kubectl.kubernetes.io/", "-fluxcd.io/", "-argocd.argoproj.io/"},
			CertificateRequestMinimumBackoffDuration: time.Hour,
			CertificateRequestMaximumBackoffDuration: 32 * time.Hour,
		},
	})
	if err != nil {
		return err
	}
	shared, err := factory.Build()
	if err != nil {
		return err
	}
	var all []controller.Interface
	for name, construct := range controller.Known() {
		made, err := construct(factory)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, made)
	}
	shared.SharedInformerFactory.Start(ctx.Done())
	shared.KubeSharedInformerFactory.Start(ctx.Done())
	var group sync.WaitGroup
	for _, each := range all {
		group.Go(func() {
			if err := each.Run(workers, ctx); err != nil && ctx.Err() == nil {
				fmt.Fprintln(os.Stderr, err)
			}
		})
	}
	group.Wait()
	return nil
}

// operator is the simulated Deployment for which the controllers run.
type operator struct {
	client   kubernetes.Interface
	selector string
}

// started waits until a pod of the operator is ready and its kinds are known; it gives the pod's namespace.
func (o *operator) started(ctx context.Context) (string, bool) {
	for ctx.Err() == nil {
		if pod, err := o.ready(ctx); err == nil && pod != nil && o.knowsKinds() {
			return pod.Namespace, true
		}
		sleep(ctx)
	}
	return "", false
}

// stopped waits until no pod of the operator is ready. An API server that does not answer says nothing about pods.
func (o *operator) stopped(ctx context.Context) {
	for ctx.Err() == nil {
		if pod, err := o.ready(ctx); err == nil && pod == nil {
			return
		}
		sleep(ctx)
	}
}

func (o *operator) ready(ctx context.Context) (*corev1.Pod, error) {
	list, err := o.client.CoreV1().Pods("").List(ctx, metav1.ListOptions{LabelSelector: o.selector})
	if err != nil {
		return nil, err
	}
	for i, pod := range list.Items {
		for _, condition := range pod.Status.Conditions {
			if pod.DeletionTimestamp == nil && condition.Type == corev1.PodReady && condition.Status == corev1.ConditionTrue {
				return &list.Items[i], nil
			}
		}
	}
	return nil, nil
}

func (o *operator) knowsKinds() bool {
	resources, err := o.client.Discovery().ServerResourcesForGroupVersion(cmapi.SchemeGroupVersion.String())
	if err != nil {
		return false
	}
	known := map[string]bool{}
	for _, resource := range resources.APIResources {
		known[resource.Kind] = true
	}
	for _, kind := range needed {
		if !known[kind] {
			return false
		}
	}
	return true
}

func sleep(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(poll):
	}
}
