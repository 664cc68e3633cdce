using BlazorChat.Page;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<Chat>("#app");
builder.Services.AddChatClient(builder.Configuration.GetSection("Chat"));

await using var host = builder.Build();
await host.RunAsync();
