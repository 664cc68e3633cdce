namespace ChatSdk.Tests.Samples;

/// <summary>The WebChat sample, started on a free port.</summary>
internal sealed class WebChatProgram : IAsyncDisposable
{
    private readonly SampleProgram _program;

    private WebChatProgram(SampleProgram program, Uri address)
    {
        _program = program;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<WebChatProgram> StartAsync(CancellationToken cancellationToken, params (string Name, string Value)[] variables)
    {
        var program = SampleProgram.Start("WebChat", ["--urls", "http://127.0.0.1:0"], variables);
        try
        {
            var output = await program.ReadUntilAsync("(Ctrl-C", cancellationToken);
            return new WebChatProgram(program, new Uri(output.Split(' ')[1]));
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _program.Process.Kill(entireProcessTree: true);
        await _program.Process.WaitForExitAsync();
        _program.Dispose();
    }
}
