"""Prints each resource as a JSON line, with its inputs named as the provider has them."""

import json

import pulumi


def _camel(key):
    head, *rest = key.split("_")
    return head + "".join(word.title() for word in rest)


def _plain(value):
    if isinstance(value, dict):
        return {_camel(key): _plain(item) for key, item in value.items()}
    return value


class _Module:
    def __init__(self, module, *types):
        for type_ in types:
            setattr(self, type_, self._resource(f"azure-native:{module}:{type_}"))

    @staticmethod
    def _resource(token):
        class Resource:
            def __init__(self, name, opts=None, **inputs):
                self.name = name
                self.properties = pulumi.Output()
                named = {"accountName": name} if token.endswith("Account") else {}
                self.urn = f"urn:pulumi:dev::app::{token}::{name}"
                dependencies = [other.urn for other in (opts.depends_on if opts else ())]
                inputs = {**named, **_plain(inputs)}
                print(json.dumps({"type": token, "name": name, "inputs": inputs, "dependencies": dependencies}))

        return Resource


resources = _Module("resources", "ResourceGroup")
cognitiveservices = _Module("cognitiveservices", "Account", "Deployment")
