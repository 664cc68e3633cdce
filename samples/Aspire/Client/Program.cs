using ChatSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);

// The first client uses the connection string of a resource. The second one uses the name of a resource, which service discovery resolves.
builder.Services.AddServiceDiscovery();
builder.Services.AddChatClient(builder.Configuration.GetConnectionString("chat")!);
builder.Services.AddChatClient("discovered", options => (options.BaseAddress, options.Model) = ("https+http://chat-server", "fake")).AddServiceDiscovery();
using var host = builder.Build();

Console.WriteLine((await host.Services.GetRequiredService<ChatClient>().CreateAsync("Hello from the connection string.")).Text);
Console.WriteLine((await host.Services.GetRequiredKeyedService<ChatClient>("discovered").CreateAsync("Hello from service discovery.")).Text);
