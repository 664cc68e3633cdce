using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace ChatSdk;

/// <summary>Makes one attempt: builds the request, sends it, and reads the response.</summary>
internal sealed class SendLayer : ICallLayer, IDisposable
{
    // Some gateways reject requests without a user agent.
    private static readonly string _userAgent = $"ChatSdk/{typeof(SendLayer).Assembly.GetName().Version?.ToString(3)}";

    private readonly Func<HttpClient> _http;
    private readonly HttpClient? _ownHttp;
    private readonly string _baseAddress;
    private readonly ServerAddress _address;
    private readonly ILogger _log;
    private volatile bool _isClosed;

    /// <summary>Initializes a new instance of the <see cref="SendLayer"/> class.</summary>
    /// <param name="options">The options of the server.</param>
    /// <param name="http">Returns the <see cref="HttpClient"/> for a request; <see langword="null"/> to create one.</param>
    public SendLayer(ChatClientOptions options, Func<HttpClient>? http)
    {
        _ownHttp = http is null ? ChatHttpHandler.CreateClient(options) : null;
        _http = http ?? (() => _ownHttp!);
        _baseAddress = options.BaseAddress!;
        _address = new ServerAddress(_baseAddress, Endpoints.Paths);
        _log = ChatLog.Of(options.LoggerFactory);
    }

    /// <summary>Disposes the <see cref="HttpClient"/> if this layer created it. Running and later calls then throw an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _isClosed = _ownHttp is not null;
        _ownHttp?.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        var message = await SendAsync(call, context, cancellationToken).ConfigureAwait(false);
        var info = context.Response = new ChatResponseInfo(message, call.Options, call.ChoiceCount) { SeparatesThinkTags = call.SeparatesThinkTags };
        var response = await ServerResponse.OpenAsync(message, info, call.Options, cancellationToken).ConfigureAwait(false);
        await response.ThrowIfErrorAsync(cancellationToken).ConfigureAwait(false);
        return await shape.ReadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    [SuppressMessage("Reliability", "CA2025", Justification = "A handler that ignores its token may use the request after it has been disposed. The handler's exception is then ignored.")]
    private async ValueTask<HttpResponseMessage> SendAsync(Call call, CallContext context, CancellationToken cancellationToken)
    {
        var address = call.Options.BaseAddress == _baseAddress ? _address : new ServerAddress(call.Options.BaseAddress!, Endpoints.Paths);
        using var request = await RequestBuilder.BuildAsync(call.Endpoint.Method, address.Of(call.Path, call.Endpoint.Path), call.Body, call.Accept, call.Options, cancellationToken).ConfigureAwait(false);
        DiscoveredAddress.Protect(request, call.Options);
        _log.AttemptStarted(context.Attempts, request.RequestUri);
        Task<HttpResponseMessage>? sending = null;
        try
        {
            var http = _http();
            // A browser sends its own user agent. For a different one, it would first have to ask the server for permission (CORS).
            if (!OperatingSystem.IsBrowser() && !request.Headers.Contains("User-Agent") && !http.DefaultRequestHeaders.Contains("User-Agent"))
            {
                HeaderText.Set(request.Headers, "User-Agent", _userAgent);
            }

            (request.Version, request.VersionPolicy) = (http.DefaultRequestVersion, http.DefaultVersionPolicy);
            sending = http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var response = await BoundedWait<HttpResponseMessage>.ForAsync(sending, cancellationToken, static late => late.Dispose()).ConfigureAwait(false);
            _log.Answered(context.Attempts, response);
            return response;
        }
        catch (ObjectDisposedException) when (sending is null && !_isClosed)
        {
            // The disposed object is the caller's HttpClient or its factory, and not one that a handler uses.
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The request was canceled.", exception, cancellationToken);
        }
        catch (Exception exception) when (_isClosed && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(sending is null ? "The ChatClient has been disposed." : "The ChatClient was disposed during a call.", exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw NetworkErrors.OfRequest(exception, request.RequestUri!);
        }
    }
}
