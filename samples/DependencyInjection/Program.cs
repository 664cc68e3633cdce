using ChatSdk;
using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

// Without CHATSDK_BASE_URL, the sample starts its own server, which echoes your messages.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;

// Settings are read from appsettings.json. The environment (Fast__Model=tiny) overrides them, and the command line (--Fast:Model tiny)
// overrides both.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.Services.AddTransient<CallPrinter>();
builder.Services.AddChatClient(builder.Configuration.GetSection("Chat")).AddHttpMessageHandler<CallPrinter>();
builder.Services.AddChatClient("fast", builder.Configuration.GetSection("Fast"));
builder.Services.AddKeyedChatClient(Role.Judge, builder.Configuration.GetSection("Judge"));

// These settings are shared by all clients. A client's section overrides the address and the key; CHATSDK_MODEL overrides the model in every
// section.
builder.Services.ConfigureAll<ChatClientOptions>(options =>
{
    options.BaseAddress ??= server?.BaseAddress ?? address;
    options.ApiKey ??= Environment.GetEnvironmentVariable("CHATSDK_API_KEY");
    options.Model = Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? options.Model;
});
builder.Services.AddSingleton<Editor>();

try
{
    // Starting the host validates the options of all clients.
    using var host = builder.Build();
    await host.StartAsync();
    var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    await host.Services.GetRequiredService<Editor>().PublishAsync("queues", stopping);
    await host.StopAsync();
    return 0;
}
catch (Exception exception) when (exception is ChatException or OptionsValidationException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

internal enum Role
{
    Judge,
}

/// <summary>An application service. The clients are injected like other dependencies.</summary>
internal sealed class Editor(ChatClient writer, [FromKeyedServices("fast")] ChatClient fast, [FromKeyedServices(Role.Judge)] ChatClient judge)
{
    public async Task PublishAsync(string subject, CancellationToken cancellationToken)
    {
        ChatCompletion haiku = await writer.CreateAsync($"Write a haiku about {subject}.", cancellationToken);
        Console.WriteLine($"{haiku.Model} writes: {haiku.Text}");

        ChatCompletion title = await fast.CreateAsync($"Find a title for: {haiku.Text}", cancellationToken: cancellationToken);
        Console.WriteLine($"{title.Model} suggests: {title.Text}");

        ChatCompletion verdict = await judge.CreateAsync($"How good is this: {haiku.Text}", cancellationToken: cancellationToken);
        Console.WriteLine($"{verdict.Model} judges: {verdict.Text}");
    }
}

/// <summary>A handler that prints the method, the path and the status of every attempt that its client makes.</summary>
internal sealed class CallPrinter : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        Console.WriteLine($"[{request.Method} {request.RequestUri!.AbsolutePath}: {(int)response.StatusCode}]");
        return response;
    }
}
