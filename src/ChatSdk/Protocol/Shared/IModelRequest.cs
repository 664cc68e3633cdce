namespace ChatSdk;

/// <summary>The members of a request to a model that are used by the code that all endpoints share, such as the code for fallback servers and telemetry.</summary>
internal interface IModelRequest
{
    string? Model { get; }

    /// <summary>Gets the number of requested choices; <see langword="null"/> if it is not known. If it is 1, everything that is received belongs to one answer, even if the server sends several choices.</summary>
    int? ChoiceCount { get; }

    /// <summary>Returns a copy of the request with another model.</summary>
    WireRecord WithModel(string model);

    /// <summary>Returns a request that can be sent to another server. It lacks the content of earlier answers that is specific to the server that generated them.</summary>
    IModelRequest ToPortable() => this;
}
