using System.Diagnostics;

namespace ChatSdk;

/// <summary>Reports one call in its span, in the metrics and to the callbacks in the options.</summary>
internal sealed class CallReport
{
    private readonly Call _call;
    private readonly ModelNames _models;
    private readonly string? _operation;
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
    private BodyCopy? _body;

    private CallReport(Call call, string? operation, ModelNames models)
    {
        (_call, _operation, _models, _time, Server) = (call, operation, models, call.Options.TimeProvider, call.Options);
        _start = _time.GetTimestamp();
        _span = operation is null ? null : ChatTelemetry.Source.StartActivity($"{operation} {call.Model}", ActivityKind.Client, default(ActivityContext), CallTags());
        if (Details is { } span)
        {
            span.SetTag(TelemetryNames.RequestStream, call.IsStream ? true : null)
                .SetTag(TelemetryNames.ConversationId, call.ConversationId);
            call.Endpoint.RequestTags?.Invoke(span, call.Request!, call.Options.CaptureMessageContent);
        }
    }

    /// <summary>Gets or sets the options of the server to which the request is sent.</summary>
    public ChatClientOptions Server { get; set; }

    /// <summary>Gets whether the body of the response is copied.</summary>
    public bool CapturesBody => _call.Options.CaptureResponseBody && _call.Options.OnCompleted is not null;

    /// <summary>
    /// Starts the report. Returns <see langword="null"/> if the options have no callback and there is no telemetry for the call, because
    /// telemetry is disabled or has no listener, or because the endpoint has no telemetry name.
    /// </summary>
    public static CallReport? Start(Call call, ModelNames models)
    {
        var operation = call.Options.EnableTelemetry && ChatTelemetry.IsObserved ? call.Endpoint.TelemetryName : null;
        return operation is not null || Callbacks.AreSet(call.Options) ? new CallReport(call, operation, models) : null;
    }

    /// <summary>Reports an attempt that has ended. Several attempts of a call can end at the same time.</summary>
    /// <param name="call">The call, with the options of the server to which the attempt was sent.</param>
    /// <param name="attempt">The context of the attempt.</param>
    /// <param name="start">The time at which the attempt started.</param>
    /// <param name="body">The copy of the response body, which grows while a stream is read; <see langword="null"/> if there is no copy.</param>
    /// <param name="failure">The failure; <see langword="null"/> after a success.</param>
    public void Attempted(Call call, CallContext attempt, long start, BodyCopy? body, Exception? failure)
    {
        if (body is not null && failure is not OperationCanceledException)
        {
            _body = body;
        }

        var duration = _time.GetElapsedTime(start);
        if (Details is { } span)
        {
            SpanEvents.AddAttempt(span, call, attempt, duration, failure);
        }

        if (_call.Options.OnAttempt is { } callback)
        {
            Callbacks.Invoke(callback, nameof(ChatClientOptions.OnAttempt), new(call, attempt, duration, failure), _call.Options);
        }
    }

    /// <summary>Reports a failure after which another request will be sent.</summary>
    /// <param name="attempt">The number of the attempt that failed.</param>
    /// <param name="delay">The time until the request is sent.</param>
    /// <param name="failure">The failure.</param>
    public void Retrying(int attempt, TimeSpan delay, Exception failure)
    {
        if (Details is { } span)
        {
            SpanEvents.AddRetry(span, attempt, delay, failure);
        }

        if (_call.Options.OnRetry is { } callback)
        {
            Callbacks.Invoke(callback, nameof(ChatClientOptions.OnRetry), new(attempt, delay, failure), _call.Options);
        }
    }

    /// <summary>Records an answer that was not streamed.</summary>
    public void Answered(IModelAnswer? answer) => _answer = answer;

    /// <summary>Records that the first chunk of a stream was received.</summary>
    /// <param name="stream">The accumulator of the stream.</param>
    public void Streaming(ChatCompletionAccumulator stream)
    {
        _firstChunk = _time.GetElapsedTime(_start);
        _stream = stream;
    }

    /// <summary>Records the time for which a request waited for a rate limit.</summary>
    public void Waited(TimeSpan time)
    {
        _rateLimitWait += time;
        if (Details is { } span)
        {
            SpanEvents.AddRateLimitWait(span, time);
        }
    }

    /// <summary>Records that another attempt is started because the previous ones are slow.</summary>
    public void Hedging()
    {
        if (Details is { } span)
        {
            SpanEvents.AddHedge(span);
        }
    }

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
        var answer = new AnswerFacts(_answer ?? (_stream is { Count: > 0 } ? _stream.ToCompletion() : null), HasFailed: _failure is not null && _failure != _cancellation);

        if (_operation is not null)
        {
            // The tokens of a cached answer are not billed again.
            Measure(answer, countsTokens: isFromCache != true);
        }

        if (Details is { } span)
        {
            Complete(span, answer);
            span.SetTag(TelemetryNames.CacheHit, isFromCache);
            span.SetTag(TelemetryNames.Cost, (double?)Cost);
            span.SetTag(TelemetryNames.Attempts, attempts);
            span.SetTag(TelemetryNames.Resumptions, resumptions == 0 ? null : resumptions);
            span.SetTag(TelemetryNames.RateLimitWait, _rateLimitWait == TimeSpan.Zero ? null : _rateLimitWait.TotalSeconds);
        }

        _span?.Dispose();
        if (_call.Options.OnCompleted is { } callback)
        {
            Callbacks.Invoke(callback, nameof(ChatClientOptions.OnCompleted), InfoOf(answer, attempts, isFromCache == true), _call.Options);
        }
    }

    private ChatCallInfo InfoOf(AnswerFacts answer, int attempts, bool isFromCache) => new(_body)
    {
        Request = _call.Request,
        Answer = answer.Answer as WireRecord,
        Attempts = attempts,
        Duration = _time.GetElapsedTime(_start),
        TimeToFirstChunk = _firstChunk,
        Usage = answer.Usage,
        IsFromCache = isFromCache,
        Exception = _failure,
    };

    /// <summary>Gets the span; <see langword="null"/> if it needs no tags and no events.</summary>
    private Activity? Details => _span is { IsAllDataRequested: true } ? _span : null;

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

            { TelemetryNames.Provider, Server.TelemetryProvider },
            { TelemetryNames.RequestModel, _call.Model },
            { TelemetryNames.ServerAddress, address.IdnHost },
        };

        // An address with a scheme for service discovery, such as https+http, has no port.
        if (address.Port >= 0)
        {
            tags.Add(TelemetryNames.ServerPort, address.Port);
        }

        return tags;
    }
}
