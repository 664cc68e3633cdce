using System.Diagnostics;

namespace ChatSdk;

/// <summary>The telemetry of one call: a span and measurements.</summary>
internal sealed class CallReport
{
    private readonly Call _call;
    private readonly ModelNames _models;
    private readonly string _operation;
    private readonly Activity? _span;
    private readonly TimeProvider _time;
    private readonly long _start;
    private TimeSpan? _firstChunk;
    private TimeSpan _rateLimitWait;
    private ChatCompletionAccumulator? _stream;
    private IModelAnswer? _answer;
    private Exception? _failure;
    private Exception? _cancellation;
    private decimal? _cost;

    private CallReport(Call call, string operation, ModelNames models)
    {
        (_call, _operation, _models, _time, Server) = (call, operation, models, call.Options.TimeProvider, call.Options);
        _start = _time.GetTimestamp();
        _span = ChatTelemetry.Source.StartActivity($"{operation} {call.Model}", ActivityKind.Client, default(ActivityContext), CallTags());
        if (_span is { IsAllDataRequested: true })
        {
            _span.SetTag(TelemetryNames.RequestStream, call.IsStream ? true : null);
            call.Endpoint.RequestTags?.Invoke(_span, call.Request!, call.Options.CaptureMessageContent);
        }
    }

    /// <summary>Gets or sets the options of the server to which the request is sent.</summary>
    public ChatClientOptions Server { get; set; }

    /// <summary>Starts the report. Returns <see langword="null"/> if telemetry is disabled, there is no listener, or the endpoint has no telemetry name.</summary>
    public static CallReport? Start(Call call, ModelNames models) =>
        call.Options.EnableTelemetry && ChatTelemetry.IsObserved && call.Endpoint.TelemetryName is { } operation
            ? new CallReport(call, operation, models)
            : null;

    /// <summary>Records the complete answer.</summary>
    public void Answered(IModelAnswer? answer) => _answer = answer;

    /// <summary>Records that the first chunk of a stream was received.</summary>
    /// <param name="stream">The accumulator of the stream.</param>
    public void Streaming(ChatCompletionAccumulator stream)
    {
        _firstChunk = _time.GetElapsedTime(_start);
        _stream = stream;
    }

    /// <summary>Records the time for which a request waited for a rate limit.</summary>
    public void Waited(TimeSpan time) => _rateLimitWait += time;

    /// <summary>Records the cancellation by the caller.</summary>
    /// <param name="cancellation">The exception that is thrown to the caller.</param>
    public void Canceled(Exception cancellation) => _failure = _cancellation = cancellation;

    /// <summary>Records the failure of the call.</summary>
    public void Failed(Exception failure) => _failure = failure;

    /// <summary>Adds the cost of a request. Several requests of a call can end at the same time.</summary>
    public void Charge(decimal cost)
    {
        lock (_call)
        {
            _cost = (_cost ?? 0) + cost;
        }
    }

    /// <summary>Ends the report.</summary>
    /// <param name="attempts">The number of attempts.</param>
    /// <param name="resumptions">The number of attempts to receive the rest of an interrupted stream.</param>
    /// <param name="isFromCache">Whether the answer was read from the cache; <see langword="null"/> if the cache was not used.</param>
    public void End(int attempts, int resumptions, bool? isFromCache)
    {
        var answer = new AnswerFacts(_answer ?? (_stream is { Count: > 0 } ? _stream.ToCompletion() : null));

        // The tokens of a cached answer are not billed again.
        Measure(answer, countsTokens: isFromCache != true);
        if (_span is { IsAllDataRequested: true })
        {
            Complete(_span, answer);
            _span.SetTag(TelemetryNames.CacheHit, isFromCache);
            _span.SetTag(TelemetryNames.Cost, (double?)Cost);
            _span.SetTag(TelemetryNames.Attempts, attempts);
            _span.SetTag(TelemetryNames.Resumptions, resumptions == 0 ? null : resumptions);
            _span.SetTag(TelemetryNames.RateLimitWait, _rateLimitWait == TimeSpan.Zero ? null : _rateLimitWait.TotalSeconds);
        }

        _span?.Dispose();
    }

    private decimal? Cost
    {
        get
        {
            lock (_call)
            {
                return _cost;
            }
        }
    }

    private void Complete(Activity span, AnswerFacts answer)
    {
        answer.SetOn(span, withContent: _call.Options.CaptureMessageContent && _call.Endpoint == Endpoints.ChatCompletions);
        foreach (var (name, value) in CallTags())
        {
            // The server may have changed since the start of the span, because of a fallback.
            span.SetTag(name, value);
        }

        if (_firstChunk is { } first)
        {
            span.SetTag(TelemetryNames.ResponseTimeToFirstChunk, first.TotalSeconds);
        }

        if (_failure is not null)
        {
            span.SetTag(TelemetryNames.ErrorType, FailureReason.Of(_failure));

            // A cancellation is not an error. The server's message is left out, because it may quote the prompt.
            span.SetStatus(_failure == _cancellation ? ActivityStatusCode.Unset : ActivityStatusCode.Error, FailureReason.Of(_failure));
        }
    }

    private void Measure(AnswerFacts answer, bool countsTokens)
    {
        var tags = CallTags();
        if (answer.Model is { } model && _models.IsMeasured(model))
        {
            tags.Add(TelemetryNames.ResponseModel, model);
        }

        if (_firstChunk is { } first)
        {
            ChatTelemetry.TimeToFirstChunk.Record(first.TotalSeconds, tags);
        }

        if (countsTokens)
        {
            Count(answer.Usage?.PromptTokens, "input", tags);
            Count(answer.Usage?.CompletionTokens, "output", tags);
        }

        if (Cost is { } cost)
        {
            ChatTelemetry.Cost.Record((double)cost, tags);
        }

        if (_failure is not null)
        {
            tags.Add(TelemetryNames.ErrorType, FailureReason.Of(_failure));
        }

        ChatTelemetry.Duration.Record(_time.GetElapsedTime(_start).TotalSeconds, tags);
    }

    private static void Count(long? tokens, string type, TagList tags)
    {
        if (tokens is { } count)
        {
            tags.Add(TelemetryNames.TokenType, type);
            ChatTelemetry.TokenUsage.Record(count, tags);
        }
    }

    private TagList CallTags()
    {
        var address = new Uri(Server.BaseAddress!.Trim());
        var tags = new TagList
        {
            { TelemetryNames.Operation, _operation },

            // According to the conventions, this identifies the telemetry format. The server is identified by server.address.
            { TelemetryNames.Provider, "openai" },
            { TelemetryNames.RequestModel, _call.Model },
            { TelemetryNames.ServerAddress, address.IdnHost },
        };

        // The name of a service has no port.
        if (address.Port >= 0)
        {
            tags.Add(TelemetryNames.ServerPort, address.Port);
        }

        return tags;
    }
}
