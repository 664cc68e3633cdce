// Starts the dashboard, and the client, which receives the address of the dashboard in the environment variable OTEL_EXPORTER_OTLP_ENDPOINT.
var builder = DistributedApplication.CreateBuilder(args);
builder.AddProject<Projects.Observability_Client>("client");
await builder.Build().RunAsync();
