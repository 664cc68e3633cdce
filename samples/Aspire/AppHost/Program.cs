using ChatSdk.Testing;

// The fake server is part of this program, so it runs as long as the application host.
await using var server = await FakeChatServer.StartAsync();
var builder = DistributedApplication.CreateBuilder(args);

// The client receives these resources as the environment variables ConnectionStrings__chat and services__chat-server__http__0.
var chat = builder.AddConnectionString("chat", ReferenceExpression.Create($"Endpoint={server.BaseAddress};Model=fake"));
var service = builder.AddExternalService("chat-server", new Uri(new Uri(server.BaseAddress), "/"));

builder.AddProject<Projects.Client>("client").WithReference(chat).WithReference(service);
await builder.Build().RunAsync();
